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
		CREATE TABLE store.item (a integer, b text, c text, dropped text, PRIMARY KEY (c, a));
		ALTER TABLE store.item DROP COLUMN dropped;
		CREATE TABLE store.bare (a integer UNIQUE);
		CREATE VIEW store.view AS SELECT 1 AS one;
		CREATE ROLE blind`);
});
afterAll(() => cluster?.stop());

const item = { columns: 3, primary_key: ['c', 'a'] };
const inventory = (tables: object, sql = '') => runBuiltIn(client, { kind: 'inventory', tables }, { sql });

it('passes for the number of columns and the key in its order; dropped columns do not count', async () => {
	const tables = { 'store.item': item, 'store.bare': { columns: 1, primary_key: [] } };
	expect(await inventory(tables)).toMatchObject({ outcome: 'pass' });
	expect(await inventory(tables, 'SET LOCAL ROLE blind')).toMatchObject({ outcome: 'pass' });
});

it.each([
	['a column more', { ...item, columns: 2 }, { aspect: 'columns', expected: 2, found: 3 }],
	['a column less', { ...item, columns: 4 }, { aspect: 'columns', expected: 4, found: 3 }],
	[
		'the key in another order',
		{ ...item, primary_key: ['a', 'c'] },
		{ aspect: 'primary key', expected: ['a', 'c'], found: ['c', 'a'] },
	],
	[
		'a key that should not be',
		{ ...item, primary_key: [] },
		{ aspect: 'primary key', expected: [], found: ['c', 'a'] },
	],
])('fails for %s', async (_what, expected, difference) => {
	const message = `expected [], found ${JSON.stringify([{ ...difference, table: 'store.item' }])}`;
	expect(await inventory({ 'store.item': expected })).toEqual({ outcome: 'fail', message });
});

it.each(['store.missing', 'stores.item', 'store.view'])('fails without a table %s', async (table) => {
	const message = `expected [], found ${JSON.stringify([{ aspect: 'table', expected: 'present', found: 'absent', table }])}`;
	expect(await inventory({ [table]: item })).toEqual({ outcome: 'fail', message });
});

it('is an error where the catalog may not be read', async () => {
	const sql = 'REVOKE SELECT ON pg_catalog.pg_attribute FROM PUBLIC; SET LOCAL ROLE blind';
	expect(await inventory({ 'store.item': item }, sql)).toMatchObject({ outcome: 'error' });
});
