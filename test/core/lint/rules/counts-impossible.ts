import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		[
			{
				steps: ['SELECT 1', 'CREATE TABLE t (a int)'],
				plan: { expect: { counts: [{ table: 'public.t', count: 0 }] } },
			},
			'plan.yaml:1',
			/^public.t is counted before the first step, and step s2 makes it/,
		],
	],
	passes: [
		{ steps: ['CREATE TABLE u (a int)'], plan: { expect: { counts: [{ table: 'public.t', count: 0 }] } } },
		{
			steps: ['DROP TABLE t', 'CREATE TABLE t (a int)'],
			plan: { expect: { counts: [{ table: 'public.t', count: 0 }] } },
		},
		{
			steps: ['CREATE TABLE IF NOT EXISTS t (a int)'],
			plan: { expect: { counts: [{ table: 'public.t', count: 0 }] } },
		},
	],
};
