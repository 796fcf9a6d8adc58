import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['ALTER TABLE t ADD COLUMN b text;\nALTER TABLE t DROP COLUMN a', '1.sql:2', /^drops public.t.a$/],
		['ALTER TABLE t DROP COLUMN a;\nALTER TABLE t ADD COLUMN a text', '1.sql:1', /^drops public.t.a$/],
		['DROP TABLE t', '1.sql:1', /^drops public.t$/],
		['DROP MATERIALIZED VIEW m', '1.sql:1', /public.m/],
		['DROP SEQUENCE q', '1.sql:1', /public.q/],
		['DROP SCHEMA store', '1.sql:1', /schema store/],
		['DROP TYPE mood', '1.sql:1', /type mood/],
		['DROP EXTENSION e', '1.sql:1', /extension e/],
		['ALTER TABLE t DROP COLUMN a', '1.sql:1', /^drops public.t.a$/],
		['SELECT 1;\nTRUNCATE t', '1.sql:2', /^empties public.t/],
		['DELETE FROM t WHERE a = 1', '1.sql:1', /^deletes rows of public.t/],
		['MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE', '1.sql:1', /deletes rows/],
		['DROP OWNED BY r', '1.sql:1', /all that a role owns/],
		['DO $$ BEGIN DELETE FROM t WHERE a = 1; END $$', '1.sql:1', /DO block/],
	],
	passes: [
		{ steps: ['SELECT 1'], rollback: 'DROP TABLE t; DELETE FROM u WHERE a = 1' },
		'CREATE TABLE t (a int); DELETE FROM t; DROP TABLE t',
		'ALTER TABLE t ADD COLUMN a text; ALTER TABLE t DROP COLUMN a',
		'DROP VIEW v',
		'DROP INDEX i',
		'DROP TRIGGER r ON t',
		'ALTER TABLE t DROP CONSTRAINT k',
	],
};
