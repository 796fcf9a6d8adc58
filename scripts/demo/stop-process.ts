import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, type ProcessIdentity } from './process-identity.ts';

export interface StopOptions {
	/** The polite signal: SIGTERM for most programs, SIGINT for PostgreSQL's fast shutdown. */
	readonly signal: NodeJS.Signals;
	/** Milliseconds until SIGKILL. */
	readonly grace: number;
	/** The process leads a group of its own; whatever it started ends with it. */
	readonly group?: boolean;
}

const POLL_MS = 20;
const KILL_GRACE_MS = 5_000;

/**
 * Ends one process and sees it gone.
 * @throws Error when it outlives SIGKILL
 */
export async function stopProcess(target: ProcessIdentity, options: StopOptions): Promise<void> {
	if (!isRunning(target)) return;
	send(target.pid, options.signal);
	if (!(await isGoneWithin(target, options.grace))) {
		send(target.pid, 'SIGKILL');
		if (!(await isGoneWithin(target, KILL_GRACE_MS))) throw new Error(`process ${target.pid} does not end`);
	}
	if (options.group) send(-target.pid, 'SIGKILL');
}

async function isGoneWithin(target: ProcessIdentity, milliseconds: number): Promise<boolean> {
	const deadline = Date.now() + milliseconds;
	while (isRunning(target)) {
		if (Date.now() > deadline) return false;
		await sleep(POLL_MS);
	}
	return true;
}

function send(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch (error) {
		// It may end between the look and the signal.
		if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
	}
}
