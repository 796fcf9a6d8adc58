import { beforeAll, describe, expect, it } from 'vitest';
import { deriveTargets, describeTarget } from '../../../core/sql/derive-targets.ts';
import { loadSqlParser, parseSql } from '../../../core/sql/parse-sql.ts';

beforeAll(loadSqlParser);

const targets = (sql: string) => deriveTargets(parseSql(sql)).map(describeTarget);

describe('what a statement will create', () => {
	it.each<[string, string[]]>([
		['CREATE SCHEMA s', ['schema s']],
		['CREATE SCHEMA IF NOT EXISTS s', ['schema s']],
		['CREATE TABLE s.t (a int)', ['relation s.t']],
		['CREATE TABLE t (a int)', ['relation public.t']],
		['CREATE TABLE IF NOT EXISTS "S"."My t" ()', ['relation S.My t']],
		['CREATE TABLE s.p PARTITION OF s.t DEFAULT', ['relation s.p']],
		['CREATE TABLE s.t AS SELECT 1', ['relation s.t']],
		['CREATE VIEW s.v AS SELECT 1', ['relation s.v']],
		['CREATE OR REPLACE VIEW v AS SELECT 1', ['relation public.v']],
		['CREATE MATERIALIZED VIEW s.m AS SELECT 1', ['relation s.m']],
		['CREATE SEQUENCE s.q', ['relation s.q']],
		['CREATE INDEX i ON s.t (a)', ['relation s.i']],
		['CREATE UNIQUE INDEX IF NOT EXISTS i ON t (a)', ['relation public.i']],
		['CREATE INDEX ON s.t (a)', []],
		['ALTER TABLE s.t ADD COLUMN a int, ADD b int', ['column s.t.a', 'column s.t.b']],
		['ALTER TABLE t ADD COLUMN IF NOT EXISTS a int', ['column public.t.a']],
		['ALTER TABLE s.t ADD CONSTRAINT k CHECK (a > 0), ADD CHECK (a > 1)', ['constraint s.t.k']],
		['ALTER TABLE s.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u', ['constraint s.t.f']],
		['ALTER TABLE s.t DROP COLUMN a, ALTER COLUMN b SET NOT NULL', []],
		['DROP TABLE s.t', []],
		['INSERT INTO s.t VALUES (1)', []],
		['COMMENT ON TABLE s.t IS NULL', []],
	])('%s', (sql, expected) => {
		expect(targets(sql)).toEqual(expected);
	});

	// Relations are created by other statements than CREATE TABLE too.
	it.each<[string, string[]]>([
		['SELECT 1 AS a INTO s.t', ['relation s.t']],
		['CREATE FOREIGN TABLE s.t (a int) SERVER f', ['relation s.t']],
		['CREATE SCHEMA s CREATE TABLE t (a int)', ['schema s', 'relation s.t']],
	])('%s', (sql, expected) => {
		expect(targets(sql)).toEqual(expected);
	});

	// A temporary table hides public.t for a while and takes nothing's place.
	it('CREATE TEMPORARY TABLE t is nothing in public', () => {
		expect(targets('CREATE TEMPORARY TABLE t (a int)')).toEqual([]);
	});
});

it('keeps the order of the statements', () => {
	expect(
		targets('CREATE TABLE s.b (); CREATE SCHEMA s; ALTER TABLE s.b ADD COLUMN a int; CREATE INDEX i ON s.b (a)'),
	).toEqual(['relation s.b', 'schema s', 'column s.b.a', 'relation s.i']);
});
