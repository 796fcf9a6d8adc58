import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['ALTER TABLE t RENAME TO u', '1.sql:1', /^renames public.t to u: whoever reads it/],
		['ALTER TABLE t RENAME COLUMN a TO b', '1.sql:1', /^renames public.t.a to b/],
		['ALTER VIEW v RENAME TO w', '1.sql:1', /public.v to w/],
		['ALTER TABLE t SET SCHEMA store', '1.sql:1', /^moves public.t to store/],
		['ALTER SCHEMA store RENAME TO shop', '1.sql:1', /^renames store to shop/],
		['ALTER FUNCTION f(int) RENAME TO g', '1.sql:1', /^renames public.f to g/],
		['ALTER TYPE mood RENAME TO m', '1.sql:1', /public.mood to m/],
		["ALTER TYPE mood RENAME VALUE 'a' TO 'b'", '1.sql:1', /the value a/],
	],
	passes: [
		'ALTER INDEX i RENAME TO j',
		'ALTER TABLE t RENAME CONSTRAINT k TO l',
		'CREATE TABLE t (a int); ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME a TO b',
		{ steps: ['SELECT 1'], rollback: 'ALTER TABLE u RENAME TO t' },
		'ALTER TRIGGER r ON t RENAME TO s',
	],
};
