import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		[
			{ steps: ['SELECT 1'], plan: { not_restorable: [{ column: 'store.t.a', reason: 'r' }] } },
			'plan.yaml:1',
			/^store.t is outside the scope/,
		],
		[
			{ steps: ['CREATE TABLE t (a int)'], plan: { not_restorable: [{ column: 'public.t.a', reason: 'r' }] } },
			'plan.yaml:1',
			/^step s1 makes public.t/,
		],
	],
	passes: [
		{
			steps: ['SELECT 1'],
			plan: { scope: { allow: ['store', 'public'] }, not_restorable: [{ column: 'public.t.a', reason: 'r' }] },
		},
		{ steps: ['SELECT 1'], plan: { not_restorable: [{ column: 'public.t.a', reason: 'r' }] } },
	],
};
