import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['UPDATE t SET a = 1', '1.sql:1', /^UPDATE of every row of public.t$/],
		['DELETE FROM t', '1.sql:1', /^DELETE of every row/],
		['UPDATE t SET a = 1 WHERE true', '1.sql:1', /UPDATE/],
		['SELECT 1;\nWITH x AS (DELETE FROM t RETURNING a) SELECT 1', '1.sql:2', /DELETE/],
		[{ steps: ['SELECT 1'], rollback: 'UPDATE t SET a = 1' }, '1-back.sql:1', /UPDATE/],
	],
	passes: [
		'UPDATE t SET a = 1 WHERE a IS NULL',
		'DELETE FROM t WHERE a = 1',
		'CREATE TABLE t (a int); UPDATE t SET a = 1; DELETE FROM t',
		'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM t $$',
	],
};
