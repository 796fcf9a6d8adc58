import { readFileSync, readlinkSync } from 'node:fs';

/** A process beyond its number, which the system reuses. */
export interface ProcessMark {
	readonly pid: number;
	/** Boot and start tick, e.g. `23e4cef7-58213`; `unknown` where the system keeps no /proc. */
	readonly started: string;
}

/** @returns the mark of the process that now has this number, or null when there is none */
export function readProcessMark(pid: number): ProcessMark | null {
	if (!isRunning(pid)) return null;
	const stat = readOrNull(`/proc/${pid}/stat`);
	// Field 22; the name in field 2 may hold blanks and parentheses.
	const ticks = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
	const boot = readOrNull('/proc/sys/kernel/random/boot_id')?.slice(0, 8);
	return { pid, started: ticks && boot ? `${boot}-${ticks}` : 'unknown' };
}

export function markOwnProcess(): ProcessMark {
	return readProcessMark(process.pid) ?? { pid: process.pid, started: 'unknown' };
}

/** Whether the process so marked still lives. A number in new hands counts as dead; an unreadable mark as alive. */
export function isMarkAlive(mark: ProcessMark): boolean {
	const now = readProcessMark(mark.pid);
	if (now === null) return false;
	return now.started === mark.started || now.started === 'unknown' || mark.started === 'unknown';
}

/** Process numbers mean nothing to another pid namespace (another container). Null where there is no /proc. */
export function readPidNamespace(): string | null {
	try {
		return readlinkSync('/proc/self/ns/pid');
	} catch {
		return null;
	}
}

/** Whether a process of that number exists, whoever owns it. A zombie has ended. */
export function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
	}
	const stat = readOrNull(`/proc/${pid}/stat`);
	return stat === null || stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
}

function readOrNull(file: string): string | null {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return null;
	}
}
