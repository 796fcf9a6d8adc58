import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A process that cannot be mistaken for a later one with the same id. */
export const processIdentity = z.strictObject({
	pid: z.int().positive(),
	/** Start time in clock ticks since boot, and the boot: ids and ticks begin anew with each. */
	started: z.string(),
	boot: z.string(),
});
export type ProcessIdentity = z.infer<typeof processIdentity>;

/** The identity of a running process; null when there is none of that id (a zombie counts as gone). */
export function identifyProcess(pid: number): ProcessIdentity | null {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The second field is the program's name in parentheses and may itself hold blanks and parentheses.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		const [state] = fields;
		const started = fields[19];
		if (state === undefined || started === undefined || 'ZX'.includes(state)) return null;
		return { pid, started, boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() };
	} catch {
		return null;
	}
}

/** Whether that very process still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
	const now = identifyProcess(identity.pid);
	return now !== null && now.started === identity.started && now.boot === identity.boot;
}

/** @throws Error when the process has ended already */
export function identityOf(pid: number): ProcessIdentity {
	const identity = identifyProcess(pid);
	if (identity === null) throw new Error(`process ${pid} has ended`);
	return identity;
}
