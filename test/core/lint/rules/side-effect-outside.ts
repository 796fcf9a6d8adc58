import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		[
			{
				steps: ['SELECT 1'],
				plan: { expect: { side_effects: [{ column: 'store.t.updated_at', key: 'id', rows_changed: 1, reason: 'r' }] } },
			},
			'plan.yaml:1',
			/^store.t.updated_at is expected to change, and store.t is outside the scope$/,
		],
		[
			{
				steps: ['SELECT 1'],
				plan: {
					scope: { allow: ['public'], forbid: ['public.t'] },
					expect: { side_effects: [{ column: 'public.t.updated_at', key: 'id', rows_changed: 1, reason: 'r' }] },
				},
			},
			'plan.yaml:1',
			/outside the scope/,
		],
		[
			{
				steps: ['SELECT 1'],
				plan: {
					frozen: ['public.t'],
					expect: { side_effects: [{ column: 'public.t.updated_at', key: 'id', rows_changed: 1, reason: 'r' }] },
				},
			},
			'plan.yaml:1',
			/is frozen/,
		],
	],
	passes: [
		{
			steps: ['SELECT 1'],
			plan: {
				scope: { allow: ['store', 'public'] },
				expect: { side_effects: [{ column: 'public.t.updated_at', key: 'id', rows_changed: 1, reason: 'r' }] },
			},
		},
		{
			steps: ['SELECT 1'],
			plan: { expect: { side_effects: [{ column: 'public.t.updated_at', key: 'id', rows_changed: 1, reason: 'r' }] } },
		},
	],
};
