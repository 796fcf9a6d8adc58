import { classifyRestoreMessage, isCountedError } from './classify-restore-message.ts';
import type { RestoreMessage } from './port.ts';
import { splitRestoreOutput } from './split-restore-output.ts';

/** How pg_restore ended and all it said. */
export interface RestoreEnd {
	readonly code: number | null;
	readonly signal: string | null;
	readonly stderr: string;
	/** True when it said more than was kept. */
	readonly truncated: boolean;
}

export interface RestoreJudgement {
	readonly messages: readonly RestoreMessage[];
	readonly verdict: 'pass' | 'fail';
}

/**
 * Passes a restore whose every message is explained and whose exit code agrees with them:
 * 0 with no ignored errors, or 1 with exactly the errors that the benign messages account for.
 */
export function judgeRestore(end: RestoreEnd): RestoreJudgement {
	const said = splitRestoreOutput(end.stderr).map(classifyRestoreMessage);
	const objections = findObjections(end, said).map((text): RestoreMessage => ({ text, verdict: 'fatal' }));
	const messages = [...said, ...objections];
	return { messages, verdict: messages.some(({ verdict }) => verdict === 'fatal') ? 'fail' : 'pass' };
}

function findObjections(end: RestoreEnd, said: readonly RestoreMessage[]): string[] {
	if (end.truncated) return ['pg_restore said more than was kept: what is missing cannot be judged'];
	if (end.signal !== null) return [`pg_restore was ended by ${end.signal}`];
	if (end.code !== 0 && end.code !== 1) return [`pg_restore ended with exit code ${end.code}`];
	const explained = said.filter(isCountedError).length;
	const ignored = ignoredErrors(said);
	if (ignored > explained) return [`pg_restore ignored ${ignored} errors, ${explained} of them are explained`];
	if (end.code === 1 && ignored === 0) return ['pg_restore ended with exit code 1 and named no ignored errors'];
	return [];
}

function ignoredErrors(said: readonly RestoreMessage[]): number {
	const sums = said
		.map(({ text }) => /errors ignored on restore: (\d+)$/.exec(text)?.[1])
		.filter((sum) => sum !== undefined);
	return Math.max(0, ...sums.map(Number));
}
