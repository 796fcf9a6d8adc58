import type { CheckResult } from '../../contract/outcomes.ts';
import type { ProductCheck } from '../../contract/plan-check.ts';
import { type FrozenCheck, isJudgedCheck } from './frozen-check.ts';

/** What the product found of one thing that it judges in every run, whether the plan speaks of it or not. */
export interface Judgement extends CheckResult {
	/** The plan's checks that this answers. */
	readonly answers: (check: ProductCheck) => boolean;
}

/**
 * Puts the results in the plan's order: what the product judges stands where the plan names it, under the plan's id and
 * title, and otherwise first, under its own.
 */
export function inPlanOrder(
	checks: readonly FrozenCheck[],
	judgements: readonly Judgement[],
	queried: readonly CheckResult[],
): CheckResult[] {
	const unnamed = judgements.filter(
		({ answers }) => !checks.some((check) => isJudgedCheck(check) && answers(check.product)),
	);
	const named = checks.flatMap((check): CheckResult[] => {
		if (!isJudgedCheck(check)) return queried.filter(({ id }) => id === check.id);
		const found = judgements.find(({ answers }) => answers(check.product));
		return found ? [{ ...resultOf(found), id: check.id, title: check.title }] : [unanswered(check.id, check.title)];
	});
	return [...unnamed.map(resultOf), ...named];
}

function resultOf({ id, title, outcome, message, connection }: Judgement): CheckResult {
	return { id, title, outcome, message, connection };
}

function unanswered(id: string, title: string): CheckResult {
	return {
		id,
		title,
		outcome: 'error',
		message: 'could not be decided: nothing was measured',
		connection: 'migration',
	};
}
