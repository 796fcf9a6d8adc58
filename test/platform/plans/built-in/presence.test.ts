import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogCheck } from '../../../../contract/plan-check.ts';
import { startTestCluster, type TestCluster } from '../../../support/postgres.ts';
import { runBuiltIn } from './run-built-in.ts';

let cluster: TestCluster;
let client: pg.Client;

beforeAll(async () => {
	cluster = await startTestCluster();
	client = await cluster.connect(await cluster.createDatabase('subject'));
	await client.query(`
		CREATE SCHEMA store;
		CREATE TABLE store.item (id integer PRIMARY KEY, dropped text);
		ALTER TABLE store.item DROP COLUMN dropped;
		CREATE TABLE store.parted (id integer) PARTITION BY LIST (id);
		CREATE VIEW store.view AS SELECT 1 AS one;
		CREATE SEQUENCE store.seq;
		CREATE ROLE blind`);
});
afterAll(() => cluster?.stop());

const there: [string, object, string][] = [
	['a schema', { schemas: ['store'] }, 'schema store'],
	['a table', { relations: ['store.item'] }, 'relation store.item'],
	['a view, which takes the name of a table', { relations: ['store.view'] }, 'relation store.view'],
	['a sequence', { relations: ['store.seq'] }, 'relation store.seq'],
	['an index', { relations: ['store.item_pkey'] }, 'relation store.item_pkey'],
	['a table that has to be one', { tables: ['store.item'] }, 'table store.item'],
	['a partitioned table', { tables: ['store.parted'] }, 'table store.parted'],
	['a column', { columns: ['store.item.id'] }, 'column store.item.id'],
	['a column of a view', { columns: ['store.view.one'] }, 'column store.view.one'],
];

const missing: [string, object, string][] = [
	['a schema', { schemas: ['stores'] }, 'schema stores'],
	['a schema in other letters', { schemas: ['Store'] }, 'schema Store'],
	['a table', { relations: ['store.items'] }, 'relation store.items'],
	['a table of a schema that is not there', { relations: ['stores.item'] }, 'relation stores.item'],
	['a view that has to be a table', { tables: ['store.view'] }, 'table store.view'],
	['a column', { columns: ['store.item.name'] }, 'column store.item.name'],
	['a column that was dropped', { columns: ['store.item.dropped'] }, 'column store.item.dropped'],
	['a column of the system', { columns: ['store.item.ctid'] }, 'column store.item.ctid'],
];

const difference = (what: string, expected: string, found: string) => {
	const [object, name] = what.split(' ');
	return `expected [], found ${JSON.stringify([{ expected, found, name, object }])}`;
};

describe('present', () => {
	it.each(there)('passes for %s', async (_what, objects) => {
		expect(await runBuiltIn(client, { kind: 'present', ...objects })).toMatchObject({ outcome: 'pass' });
	});

	it.each(missing)('fails without %s, and names it', async (_what, objects, what) => {
		const message = difference(what, 'present', 'absent');
		expect(await runBuiltIn(client, { kind: 'present', ...objects })).toEqual({ outcome: 'fail', message });
	});
});

describe('absent', () => {
	it.each(missing)('passes without %s', async (_what, objects) => {
		expect(await runBuiltIn(client, { kind: 'absent', ...objects })).toMatchObject({ outcome: 'pass' });
	});

	it.each(there)('fails for %s, and names it', async (_what, objects, what) => {
		const message = difference(what, 'absent', 'present');
		expect(await runBuiltIn(client, { kind: 'absent', ...objects })).toEqual({ outcome: 'fail', message });
	});
});

describe.each(['present', 'absent'] as const)('%s', (kind) => {
	const objects = { schemas: ['store'], tables: ['store.item'], columns: ['store.item.id'] };
	const outcome = kind === 'present' ? 'pass' : 'fail';

	it('sees what a role without any right on the schema sees: the same', async () => {
		const blind = await runBuiltIn(client, { kind, ...objects }, { sql: 'SET LOCAL ROLE blind' });
		expect(blind).toMatchObject({ outcome });
	});

	it('is an error where the catalog itself may not be read, whatever is there', async () => {
		const sql = 'REVOKE SELECT ON pg_catalog.pg_class FROM PUBLIC; SET LOCAL ROLE blind';
		expect(await runBuiltIn(client, { kind, ...objects }, { sql })).toMatchObject({
			outcome: 'error',
			message: expect.stringContaining('(SQLSTATE 42501)'),
		});
	});

	it('is refused when it names nothing: it would hold whatever is there', () => {
		expect(catalogCheck.safeParse({ kind }).success).toBe(false);
		expect(catalogCheck.safeParse({ kind, tables: [] }).success).toBe(false);
	});

	it('is not misled by names that look like SQL', async () => {
		const odd = 'store.it\'em"; DROP TABLE x; --'.replaceAll(' ', '_');
		const create = `CREATE TABLE store."${odd.slice(6).replaceAll('"', '""')}" ()`;
		const found = await runBuiltIn(client, { kind, relations: [odd] }, { sql: create });
		expect(found).toMatchObject({ outcome });
	});
});
