import type { HookExtensionContext } from '@directus/types';
import type { ErrorCode } from '../../../contract/error-codes.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';

/** 2 refused, 3 blocked by a gate, 4 lock held, 5 unknown; everything else is 1. */
const exitCodes: Partial<Record<ErrorCode, number>> = {
	INVALID_INPUT: 2,
	UNAUTHENTICATED: 2,
	FORBIDDEN: 2,
	HUMAN_SESSION_REQUIRED: 2,
	PLAN_INVALID: 2,
	SETUP_NEEDED: 2,
	WRONG_STATE: 2,
	STALE_DIGEST: 2,
	GATE_NOT_MET: 3,
	LOCK_HELD: 4,
	OUTCOME_UNKNOWN: 5,
};

/**
 * Runs a command, writes what it gave, and ends the process with the code that says how it went.
 * @param tell the result as lines for a terminal; a text stands for itself, anything else is shown as JSON
 */
export async function finish<Result>(
	{ database }: HookExtensionContext,
	json: boolean,
	work: () => Promise<Result>,
	tell: (result: Result) => string[] = showPlainly,
): Promise<never> {
	const code = await run(json, work, tell);
	await database.destroy();
	process.exit(code);
}

function showPlainly(result: unknown): string[] {
	if (typeof result === 'string') return [result.trimEnd()];
	return Array.isArray(result) ? result : [JSON.stringify(result, null, 2)];
}

async function run<Result>(
	json: boolean,
	work: () => Promise<Result>,
	tell: (result: Result) => string[],
): Promise<number> {
	try {
		const result = await work();
		process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${tell(result).join('\n')}\n`);
		return hasOutcome(result) && result.outcome !== 'pass' ? (result.outcome === 'fail' ? 1 : 5) : 0;
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		return error instanceof CutterError ? (exitCodes[error.code] ?? 1) : 1;
	}
}

function hasOutcome(result: unknown): result is { outcome: string } {
	return typeof result === 'object' && result !== null && 'outcome' in result;
}
