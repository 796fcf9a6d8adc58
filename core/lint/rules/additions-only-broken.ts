import { findInActs } from '../find-in-acts.ts';
import { takenAway } from '../history/taken-away.ts';
import type { Rule } from '../rule.ts';

/** The verification would find the change and fail, after the commit. */
export const additionsOnlyBroken: Rule = {
	id: 'additions-only-broken',
	severity: 'error',
	remedy: 'Say expect.additions_only: false, so that those who sign know, or leave what stands as it is.',
	find: (plan) =>
		plan.file.expect.additions_only
			? findInActs(plan.steps, (act) =>
					takenAway(plan, act).map((what) => `${what}, and expect.additions_only promises additions alone`),
				)
			: [],
};
