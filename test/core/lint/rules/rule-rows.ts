import type { SqlPlan } from '../lint-sql.ts';

/** SQL of one step, or a whole plan. */
export type Sample = string | SqlPlan;

/** What a rule finds, and what looks like it and is none. */
export interface RuleRows {
	/** The sample, where the rule finds something (`1.sql:2`), and what it says. */
	readonly finds: readonly (readonly [Sample, string, RegExp])[];
	readonly passes: readonly Sample[];
}

export function planOf(sample: Sample): SqlPlan {
	return typeof sample === 'string' ? { steps: [sample] } : sample;
}
