import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { collectText } from './collect-text.ts';

export interface ProgramRun {
	/** Absolute path: nothing is looked up at start. */
	readonly path: string;
	readonly args: readonly string[];
	/** Added to the minimal environment; never a secret, for the process list of the same user shows it. */
	readonly env?: Readonly<Record<string, string>>;
	/** Whom the program becomes; only root may say. */
	readonly account?: { readonly uid: number; readonly gid: number };
	readonly cwd?: string;
	/** Ends the program and all it started. */
	readonly signal?: AbortSignal | undefined;
	/** Receives the program's output while it runs; when it throws, the program is ended. Absent: output is discarded. */
	readonly readStdout?: (stdout: Readable) => Promise<void>;
	/** How much of what the program says to people is kept. */
	readonly maxStderrBytes?: number;
	/** Between asking to end and forcing it. */
	readonly killAfterMs?: number;
}

export interface ProgramEnd {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stderr: string;
	/** True when it said more than was kept. */
	readonly truncated: boolean;
}

/** What every program is given: nothing of this process's own environment, and messages in English. */
export const minimalEnv = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', PGAPPNAME: 'dot-iu-cutter' } as const;

/**
 * Runs one program to its end: argument array, no shell, a process group of its own.
 * The caller judges code, signal and words.
 * @throws CutterError SETUP_NEEDED when it cannot be started; the signal's reason; whatever `readStdout` throws
 */
export async function runProgram(run: ProgramRun): Promise<ProgramEnd> {
	run.signal?.throwIfAborted();
	const child = spawn(run.path, run.args, {
		...run.account,
		cwd: run.cwd ?? '/',
		env: { ...minimalEnv, ...run.env },
		// Its own group: one signal reaches it and its workers, and the terminal's Ctrl-C reaches neither.
		detached: true,
		stdio: ['ignore', run.readStdout ? 'pipe' : 'ignore', 'pipe'],
	});
	const ended = waitForEnd(child, run.path);
	const words = collectText(child.stderr, run.maxStderrBytes ?? 64 * 1024);
	const kill = forceEnd(child, run.killAfterMs ?? 5_000);
	run.signal?.addEventListener('abort', kill, { once: true });
	try {
		const [end, said] = await Promise.all([ended, words, feed(child, run, kill)]);
		run.signal?.throwIfAborted();
		return { ...end, ...said };
	} finally {
		run.signal?.removeEventListener('abort', kill);
		// Whatever failed first, the program is gone before this returns.
		await Promise.allSettled([ended, words]);
	}
}

async function feed(child: ChildProcess, run: ProgramRun, kill: () => void): Promise<void> {
	if (!run.readStdout || !child.stdout) return;
	try {
		await run.readStdout(child.stdout);
	} catch (error) {
		kill();
		throw error;
	} finally {
		// A reader that stopped early must not leave the writer waiting for room in the pipe.
		child.stdout.destroy();
	}
}

function waitForEnd(child: ChildProcess, path: string): Promise<Pick<ProgramEnd, 'code' | 'signal'>> {
	return new Promise((resolve, reject) => {
		child.once('error', (cause) => {
			reject(new CutterError('SETUP_NEEDED', `${path} could not be started: ${cause.message}.`, { program: path }));
		});
		child.once('exit', (code, signal) => resolve({ code, signal }));
	});
}

/** Asks the process group to end, and forces it after a bound. */
function forceEnd(child: ChildProcess, afterMs: number): () => void {
	return () => {
		killGroup(child, 'SIGTERM');
		const timer = setTimeout(() => killGroup(child, 'SIGKILL'), afterMs);
		child.once('exit', () => clearTimeout(timer));
	};
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	// Once reaped its number may belong to others.
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	try {
		process.kill(-child.pid, signal);
	} catch {
		// It ended in this very moment.
	}
}
