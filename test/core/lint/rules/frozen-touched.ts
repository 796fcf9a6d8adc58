import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		[
			{ steps: ['UPDATE t SET a = 1 WHERE a = 2'], plan: { frozen: ['public.t'] } },
			'1.sql:1',
			/^updates rows of public.t, which is frozen$/,
		],
		[
			{ steps: ['SELECT 1', 'INSERT INTO t VALUES (1)'], plan: { frozen: ['public.t'] } },
			'2.sql:1',
			/^inserts rows of/,
		],
		[{ steps: ['TRUNCATE t'], plan: { frozen: ['public.t'] } }, '1.sql:1', /^truncates rows of/],
		[{ steps: ['DROP TABLE t'], plan: { frozen: ['public.t'] } }, '1.sql:1', /^drops public.t/],
		[{ steps: ['ALTER TABLE t RENAME TO u'], plan: { frozen: ['public.t'] } }, '1.sql:1', /^renames public.t/],
		[{ steps: ['ALTER TABLE t DROP COLUMN a'], plan: { frozen: ['public.t'] } }, '1.sql:1', /^drops a column of/],
		[
			{ steps: ['ALTER TABLE t ALTER a TYPE text'], plan: { frozen: ['public.t'] } },
			'1.sql:1',
			/^converts a column of/,
		],
	],
	passes: [
		{ steps: ['ALTER TABLE t ADD COLUMN b text'], plan: { frozen: ['public.t'] } },
		{ steps: ['UPDATE u SET a = 1 WHERE a = 2'], plan: { frozen: ['public.t'] } },
		{ steps: ['SELECT 1'], rollback: 'DELETE FROM t', plan: { frozen: ['public.t'] } },
		{ steps: ['CREATE INDEX i ON t (a)'], plan: { frozen: ['public.t'] } },
	],
};
