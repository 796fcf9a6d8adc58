import type { CheckOutcome } from '../../contract/outcomes.ts';
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
	/** `error`: it was broken off from outside, so nothing could be decided. */
	readonly verdict: CheckOutcome;
}

/**
 * Passes a restore whose every message is explained and whose exit code agrees with them:
 * 0 with no ignored errors, or 1 with exactly the errors that the benign messages account for.
 */
export function judgeRestore(end: RestoreEnd): RestoreJudgement {
	const said = splitRestoreOutput(end.stderr).map(classifyRestoreMessage);
	const messages = [...said, ...findObjections(end, said)];
	return { messages, verdict: verdictOn(messages) };
}

/**
 * Passes a restore by several connections at once only when it was silent: their lines may stand between one another's,
 * so that an error is read beside another one's statement, and the sum of errors is too large (pg_restore counts every
 * later entry of a connection that met one).
 */
export function judgeParallelRestore(end: RestoreEnd): RestoreJudgement {
	const { messages } = judgeRestore(end);
	const strict = messages.map(({ text, verdict, rule }): RestoreMessage => {
		return verdict === 'broken-off' && rule ? { text, verdict, rule } : fatal(text);
	});
	return { messages: strict, verdict: verdictOn(strict) };
}

/** Several runs of pg_restore over one archive, as one. */
export function joinJudgements(parts: readonly RestoreJudgement[]): RestoreJudgement {
	const messages = parts.flatMap((part) => part.messages);
	return { messages, verdict: verdictOn(messages) };
}

/** What broke off first makes the rest follow: a lost connection leaves unexplained words behind. */
function verdictOn(messages: readonly RestoreMessage[]): CheckOutcome {
	if (messages.some(({ verdict }) => verdict === 'broken-off')) return 'error';
	return messages.some(({ verdict }) => verdict === 'fatal') ? 'fail' : 'pass';
}

function findObjections(end: RestoreEnd, said: readonly RestoreMessage[]): RestoreMessage[] {
	if (end.truncated) return [fatal('pg_restore said more than was kept: what is missing cannot be judged')];
	if (end.signal !== null)
		return [{ text: `pg_restore was ended by ${end.signal}`, verdict: 'broken-off', rule: 'ended-by-signal' }];
	if (end.code !== 0 && end.code !== 1) return [fatal(`pg_restore ended with exit code ${end.code}`)];
	const explained = said.filter(isCountedError).length;
	const ignored = ignoredErrors(said);
	if (ignored > explained) return [fatal(`pg_restore ignored ${ignored} errors, ${explained} of them are explained`)];
	if (end.code === 1 && ignored === 0) return [fatal('pg_restore ended with exit code 1 and named no ignored errors')];
	return [];
}

function fatal(text: string): RestoreMessage {
	return { text, verdict: 'fatal' };
}

function ignoredErrors(said: readonly RestoreMessage[]): number {
	const sums = said
		.map(({ text }) => /errors ignored on restore: (\d+)$/.exec(text)?.[1])
		.filter((sum) => sum !== undefined);
	return Math.max(0, ...sums.map(Number));
}
