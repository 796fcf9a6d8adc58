import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		[
			{
				steps: ['UPDATE store.box SET a = 1 WHERE a = 2'],
				plan: { scope: { allow: ['store'], forbid: ['other', 'store'] } },
			},
			'1.sql:1',
			/store.box/,
		],
		[
			{ steps: ['UPDATE t SET a = 1 WHERE a = 2'], plan: { scope: { allow: ['public'], forbid: ['public.t'] } } },
			'1.sql:1',
			/^takes ROW EXCLUSIVE on public.t, which scope.forbid names$/,
		],
		[
			{
				steps: ['CREATE TABLE u (t integer REFERENCES t)'],
				plan: { scope: { allow: ['public'], forbid: ['public.t'] } },
			},
			'1.sql:1',
			/SHARE ROW EXCLUSIVE on public.t/,
		],
		[
			{ steps: ['DROP SCHEMA store'], plan: { scope: { allow: ['store'], forbid: ['store.*'] } } },
			'1.sql:1',
			/drops the schema store/,
		],
	],
	passes: [
		{
			steps: ['UPDATE t SET a = 1 WHERE a = 2'],
			plan: { scope: { allow: ['public'], forbid: ['public.t2', 'store'] } },
		},
		{ steps: ['SELECT * FROM t'], plan: { scope: { allow: ['public'], forbid: ['public.t'] } } },
	],
};
