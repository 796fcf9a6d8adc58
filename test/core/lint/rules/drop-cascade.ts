import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['ALTER TABLE t DROP COLUMN a CASCADE, ADD COLUMN b int', '1.sql:1', /CASCADE/],
		['DROP VIEW v CASCADE', '1.sql:1', /^CASCADE takes along/],
		['ALTER TABLE t DROP COLUMN a CASCADE', '1.sql:1', /CASCADE/],
		['TRUNCATE t CASCADE', '1.sql:1', /CASCADE/],
		[{ steps: ['SELECT 1'], rollback: 'SELECT 1;\nDROP SCHEMA s CASCADE' }, '1-back.sql:2', /CASCADE/],
		['ALTER TABLE t DROP CONSTRAINT k CASCADE', '1.sql:1', /CASCADE/],
	],
	passes: ['DROP TABLE t', 'DROP TABLE t RESTRICT', 'CREATE TABLE u (a int REFERENCES t ON DELETE CASCADE)'],
};
