import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCluster, type TestCluster } from '../../../support/postgres.ts';
import { runBuiltIn } from './run-built-in.ts';

let cluster: TestCluster;
let client: pg.Client;

beforeAll(async () => {
	cluster = await startTestCluster();
	client = await cluster.connect(await cluster.createDatabase('subject'));
	await client.query(`
		CREATE SCHEMA store;
		CREATE TABLE store.item AS SELECT generate_series(1, 3) AS id;
		CREATE TABLE store."sel""ect" ();
		CREATE TABLE store.guarded AS SELECT 1 AS id;
		ALTER TABLE store.guarded ENABLE ROW LEVEL SECURITY;
		CREATE ROLE reader;
		GRANT USAGE ON SCHEMA store TO reader;
		GRANT SELECT ON store.item, store.guarded TO reader;
		CREATE ROLE blind;
		GRANT USAGE ON SCHEMA store TO blind`);
});
afterAll(() => cluster?.stop());

const counts = (tables: Record<string, number>, sql = '') =>
	runBuiltIn(client, { kind: 'row_counts', tables }, { sql });

it('passes when each table has so many rows', async () => {
	expect(await counts({ 'store.item': 3, 'store.guarded': 1, 'store.sel"ect': 0 })).toMatchObject({ outcome: 'pass' });
});

it('fails with the tables that differ, and those alone', async () => {
	expect(await counts({ 'store.item': 3, 'store.guarded': 0, 'store.sel"ect': 2 })).toEqual({
		outcome: 'fail',
		message:
			'expected [], found [{"expected":0,"found":1,"table":"store.guarded"},{"expected":2,"found":0,"table":"store.sel\\"ect"}]',
	});
});

it.each([
	['a table that is not there', { 'store.missing': 0 }, '', /"store.missing" does not exist \(SQLSTATE 42P01\)/],
	[
		'a table that may not be read',
		{ 'store.item': 3 },
		'SET LOCAL ROLE blind',
		/permission denied for table item \(SQLSTATE 42501\)/,
	],
	[
		'a table whose rows a policy hides, although its count would be the expected one',
		{ 'store.guarded': 0 },
		'SET LOCAL ROLE reader',
		/affected by row-level security policy for table "guarded" \(SQLSTATE 42501\)/,
	],
])('is an error, and no count, for %s', async (_what, tables, sql, message) => {
	expect(await counts(tables, sql)).toMatchObject({ outcome: 'error', message: expect.stringMatching(message) });
});

it('counts all tables in one snapshot', async () => {
	const other = await cluster.connect('subject');
	await other.query('BEGIN; LOCK TABLE store.guarded');
	const counted = counts({ 'store.item': 4, 'store.guarded': 2 });
	// Counted one after the other, the first table would have its three rows still.
	await other.query(
		'SELECT pg_sleep(0.2); INSERT INTO store.item VALUES (4); INSERT INTO store.guarded VALUES (2); COMMIT',
	);
	expect(await counted).toMatchObject({ outcome: 'pass' });
	await other.query('DELETE FROM store.item WHERE id = 4; DELETE FROM store.guarded WHERE id = 2');
	await other.end();
});
