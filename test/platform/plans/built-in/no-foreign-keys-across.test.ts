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
		CREATE TABLE store.item (id integer PRIMARY KEY);
		CREATE TABLE store.part (item integer REFERENCES store.item, other integer);
		CREATE TABLE public.customer (id integer PRIMARY KEY, item integer);
		CREATE TABLE public.invoice (customer integer REFERENCES public.customer);
		CREATE ROLE blind`);
});
afterAll(() => cluster?.stop());

const across = (sql = '', schema = 'store') => runBuiltIn(client, { kind: 'no_foreign_keys_across', schema }, { sql });

it('passes when all foreign keys of the schema stay inside, and others are none of its business', async () => {
	expect(await across()).toMatchObject({ outcome: 'pass' });
	expect(await across('SET LOCAL ROLE blind')).toMatchObject({ outcome: 'pass' });
});

it.each([
	[
		'leaves it',
		'ALTER TABLE store.part ADD CONSTRAINT fk FOREIGN KEY (other) REFERENCES public.customer',
		{ name: 'fk of store.part', found: 'to public.customer' },
	],
	[
		'enters it',
		'ALTER TABLE public.customer ADD CONSTRAINT fk FOREIGN KEY (item) REFERENCES store.item',
		{ name: 'fk of public.customer', found: 'to store.item' },
	],
])('fails for one that %s', async (_what, sql, { name, found }) => {
	const expected = 'none that leaves or enters store';
	const message = `expected [], found ${JSON.stringify([{ expected, found, name, object: 'foreign key' }])}`;
	expect(await across(sql)).toEqual({ outcome: 'fail', message });
});

it('fails for a schema that is not there, of which nothing could be said', async () => {
	expect(await across('', 'stores')).toMatchObject({
		outcome: 'fail',
		message: expect.stringContaining('"name":"stores"'),
	});
});

it('is an error where the catalog may not be read', async () => {
	const sql = 'REVOKE SELECT ON pg_catalog.pg_constraint FROM PUBLIC; SET LOCAL ROLE blind';
	expect(await across(sql)).toMatchObject({ outcome: 'error' });
});
