import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInFunctions } from '../../../core/lint/catalog/built-in-functions.ts';
import { loadSqlParser } from '../../../core/sql/parse-sql.ts';
import { lintSql } from '../../core/lint/lint-sql.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';

let cluster: TestCluster;
let client: pg.Client;

beforeAll(async () => {
	await loadSqlParser();
	cluster = await startTestCluster();
	client = await cluster.connect('postgres');
	await client.query(`
		CREATE TYPE mood AS ENUM ('good', 'bad');
		CREATE TABLE u (id integer PRIMARY KEY);
		CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, m mood);
		CREATE INDEX i ON t (b);
		CREATE MATERIALIZED VIEW counted AS SELECT 1 AS n;
		CREATE UNIQUE INDEX counted_n ON counted (n);
		CREATE TABLE whole (id integer) PARTITION BY LIST (id);
		CREATE TABLE part PARTITION OF whole FOR VALUES IN (1);
		INSERT INTO u VALUES (1), (2);
		INSERT INTO t VALUES (1, 1, 'x'), (2, 2, 'y')`);
});
afterAll(() => cluster.stop());

/** Carries out statements one after the other in a transaction. @returns what stopped it, or how many rows the last one wrote */
async function carryOut(sql: string): Promise<string | number> {
	await client.query('BEGIN');
	try {
		let rows = 0;
		for (const statement of sql.split(';')) rows = (await client.query(statement)).rowCount ?? 0;
		return rows;
	} catch (error) {
		return (error as pg.DatabaseError).code ?? String(error);
	} finally {
		await client.query('ROLLBACK');
	}
}

const found = (rule: string, sql: string) =>
	lintSql({ steps: [sql] }).findings.some((finding) => finding.rule === rule);

const deferred = 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u DEFERRABLE INITIALLY DEFERRED';

describe('PostgreSQL refuses what the lint calls an error', () => {
	it.each<[string, string, string]>([
		['concurrently', 'CREATE INDEX CONCURRENTLY j ON t (a)', '25001'],
		['concurrently', 'DROP INDEX CONCURRENTLY i', '25001'],
		['concurrently', 'REINDEX TABLE CONCURRENTLY t', '25001'],
		['concurrently', 'ALTER TABLE whole DETACH PARTITION part CONCURRENTLY', '25001'],
		['maintenance', 'VACUUM t', '25001'],
		['database-level', 'CREATE DATABASE d', '25001'],
		['alter-system', "ALTER SYSTEM SET work_mem = '1GB'", '25001'],
		['discard', 'DISCARD ALL', '25001'],
		['subscription', "CREATE SUBSCRIPTION s CONNECTION 'host=nowhere' PUBLICATION p", '25001'],
		['update-then-alter', `${deferred};UPDATE t SET a = 2 WHERE id = 1;ALTER TABLE t ADD COLUMN c text`, '55006'],
		['update-then-alter', `${deferred};INSERT INTO t VALUES (3, 1, 'z');ALTER TABLE t ADD COLUMN c text`, '55006'],
		['update-then-alter', `${deferred};DELETE FROM u WHERE id = 2;ALTER TABLE u ADD COLUMN c text`, '55006'],
		['enum-value-used', "ALTER TYPE mood ADD VALUE 'so';UPDATE t SET m = 'so' WHERE id = 1", '55P04'],
		['enum-value-used', "CREATE TYPE hue AS ENUM ('red');ALTER TYPE hue ADD VALUE 'blue';SELECT 'blue'::hue", '55P04'],
		['not-null-without-default', 'ALTER TABLE t ADD COLUMN c text NOT NULL', '23502'],
	])('%s: %s', async (rule, sql, code) => {
		expect([found(rule, sql), await carryOut(sql)]).toEqual([true, code]);
	});
});

describe('PostgreSQL carries out what the lint lets pass', () => {
	it.each([
		['concurrently', 'REFRESH MATERIALIZED VIEW CONCURRENTLY counted'],
		['concurrently', 'ALTER TABLE whole DETACH PARTITION part'],
		['update-then-alter', `${deferred};UPDATE t SET b = 'z' WHERE id = 1;ALTER TABLE t ADD COLUMN c text`],
		[
			'update-then-alter',
			`${deferred};UPDATE t SET a = 2 WHERE id = 1;SET CONSTRAINTS ALL IMMEDIATE;ALTER TABLE t ADD COLUMN c text`,
		],
		['update-then-alter', `UPDATE t SET a = 2 WHERE id = 1;${deferred};ALTER TABLE t ADD COLUMN c text`],
		['enum-value-used', "CREATE TYPE hue AS ENUM ('red', 'blue');SELECT 'blue'::hue"],
		['listen', 'NOTIFY a'],
	])('%s: %s', async (rule, sql) => {
		expect([found(rule, sql), await carryOut(sql)]).toEqual([false, expect.any(Number)]);
	});
});

describe('SET NOT NULL behind a check that says the same', () => {
	const check = 'ALTER TABLE t ADD CONSTRAINT k CHECK (b IS NOT NULL)';
	it.each([
		['looks at no row when the check is valid', `${check};ALTER TABLE t ALTER b SET NOT NULL`, true],
		[
			'looks at no row when it was validated',
			`${check} NOT VALID;ALTER TABLE t VALIDATE CONSTRAINT k;ALTER TABLE t ALTER b SET NOT NULL`,
			true,
		],
		['looks at every row when it was not', `${check} NOT VALID;ALTER TABLE t ALTER b SET NOT NULL`, false],
		['looks at every row when it speaks of another column', `${check};ALTER TABLE t ALTER a SET NOT NULL`, false],
	])('%s', async (_what, sql, isProven) => {
		const notices: string[] = [];
		const listen = ({ message }: { message?: string | undefined }) => notices.push(message ?? '');
		client.on('notice', listen);
		await carryOut(`SET LOCAL client_min_messages = debug1;${sql}`);
		client.off('notice', listen);
		expect(notices.some((message) => message.includes('are sufficient to prove that it does not contain nulls'))).toBe(
			isProven,
		);
		const told = lintSql({ steps: [sql] }).findings.map(({ message }) => message);
		expect(told.some((message) => message.includes('for a NULL in'))).toBe(!isProven);
	});
});

describe('the backfill that tests for NULL', () => {
	it('changes no row of a column that was added with a default', async () => {
		const sql = "ALTER TABLE t ADD COLUMN c text DEFAULT 'draft';UPDATE t SET c = b WHERE c IS NULL";
		expect([found('default-before-backfill', sql), await carryOut(sql)]).toEqual([true, 0]);
	});

	it('changes every row when the default comes last', async () => {
		const sql = 'ALTER TABLE t ADD COLUMN c text;UPDATE t SET c = b WHERE c IS NULL';
		expect([found('default-before-backfill', sql), await carryOut(sql)]).toEqual([false, 2]);
	});
});

it('the pinned names of built-in functions are those of the catalog, by volatility', async () => {
	const { rows } = await client.query(`
		SELECT proname AS name, bool_or(provolatile = 'v') AS volatile FROM pg_proc
		WHERE pronamespace = 'pg_catalog'::regnamespace
		  AND NOT (proargtypes::oid[] && ARRAY['internal'::regtype, 'cstring'::regtype]::oid[])
		  AND prorettype <> ALL (ARRAY['internal'::regtype, 'cstring'::regtype, 'trigger'::regtype]::oid[])
		  AND (oid NOT IN (SELECT oprcode FROM pg_operator)
		       OR proname IN ('array_append', 'array_cat', 'array_prepend', 'starts_with'))
		  AND oid NOT IN (SELECT amproc FROM pg_amproc)
		  AND oid NOT IN (SELECT aggtransfn FROM pg_aggregate) AND oid NOT IN (SELECT aggfinalfn FROM pg_aggregate)
		  AND proname !~ '^(pg_stat_get|binary_upgrade|RI_FKey|float8_|int8_|int4_|int2_|numeric_|interval_)'
		GROUP BY proname`);
	const named = (isVolatile: boolean) =>
		rows.filter((row) => row['volatile'] === isVolatile).map((row) => String(row['name']));
	expect([...builtInFunctions.steady].sort()).toEqual(named(false).sort());
	expect([...builtInFunctions.volatile].sort()).toEqual(named(true).sort());
});
