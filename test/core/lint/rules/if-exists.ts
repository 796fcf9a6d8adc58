import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['DROP TABLE IF EXISTS t', '1.sql:1', /^IF EXISTS passes over/],
		['CREATE TABLE IF NOT EXISTS t (a int)', '1.sql:1', /^IF NOT EXISTS/],
		['CREATE SCHEMA IF NOT EXISTS s', '1.sql:1', /IF NOT EXISTS/],
		['ALTER TABLE t ADD COLUMN IF NOT EXISTS a int', '1.sql:1', /^IF NOT EXISTS/],
		['ALTER TABLE t DROP COLUMN IF EXISTS a', '1.sql:1', /^IF EXISTS/],
		['ALTER TABLE IF EXISTS t ADD COLUMN a int', '1.sql:1', /^IF EXISTS/],
		['CREATE OR REPLACE VIEW v AS SELECT 1', '1.sql:1', /^OR REPLACE/],
		['CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$', '1.sql:1', /OR REPLACE/],
		["ALTER TYPE mood ADD VALUE IF NOT EXISTS 'a'", '1.sql:1', /IF NOT EXISTS/],
		['CREATE INDEX IF NOT EXISTS i ON t (a)', '1.sql:1', /IF NOT EXISTS/],
		[{ steps: ['SELECT 1'], rollback: 'DROP INDEX IF EXISTS i' }, '1-back.sql:1', /IF EXISTS/],
	],
	passes: [
		'DROP TABLE t',
		'CREATE VIEW v AS SELECT 1',
		'ALTER TABLE t ADD COLUMN a int',
		'DELETE FROM t WHERE EXISTS (SELECT 1)',
	],
};
