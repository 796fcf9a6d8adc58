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
		CREATE TABLE store.item ();
		CREATE TABLE store.parted (id integer) PARTITION BY LIST (id);
		CREATE VIEW store.view AS SELECT 1 AS one;
		CREATE SEQUENCE store.seq;
		CREATE TABLE public.elsewhere ();
		CREATE SCHEMA empty;
		CREATE ROLE blind`);
});
afterAll(() => cluster?.stop());

const only = (schema: string, tables: string[], sql = '') =>
	runBuiltIn(client, { kind: 'only_tables', schema, tables }, { sql });
const present = 'present';
const absent = 'absent';

it.each<[string, string, string[], string]>([
	['these tables, in any order; views and sequences are none', 'store', ['parted', 'item'], ''],
	['no table at all', 'empty', [], ''],
	['these tables, for a role without any right', 'store', ['item', 'parted'], 'SET LOCAL ROLE blind'],
])('passes for a schema with %s', async (_what, schema, tables, sql) => {
	expect(await only(schema, tables, sql)).toMatchObject({ outcome: 'pass' });
});

it.each<[string, string, string[], object[]]>([
	['a table more', 'store', ['item'], [{ expected: absent, found: present, name: 'store.parted', object: 'table' }]],
	[
		'a table less',
		'store',
		['item', 'parted', 'third'],
		[{ expected: present, found: absent, name: 'store.third', object: 'table' }],
	],
	[
		'a view in the place of a table',
		'store',
		['item', 'parted', 'view'],
		[{ expected: present, found: absent, name: 'store.view', object: 'table' }],
	],
	['no such name', 'stores', [], [{ expected: present, found: absent, name: 'stores', object: 'schema' }]],
])('fails for a schema with %s', async (_what, schema, tables, differences) => {
	const message = `expected [], found ${JSON.stringify(differences)}`;
	expect(await only(schema, tables)).toEqual({ outcome: 'fail', message });
});

it('is an error where the catalog may not be read', async () => {
	const sql = 'REVOKE SELECT ON pg_catalog.pg_class FROM PUBLIC; SET LOCAL ROLE blind';
	expect(await only('empty', [], sql)).toMatchObject({ outcome: 'error' });
});
