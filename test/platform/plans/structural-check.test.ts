import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Expectation } from '../../../contract/plan-check.ts';
import type { QueryCheck } from '../../../core/check/frozen-check.ts';
import { runCheck } from '../../../platform/postgres/subject/run-check.ts';
import { withReadOnly } from '../../../platform/postgres/transaction.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';

let cluster: TestCluster;
let client: pg.Client;

beforeAll(async () => {
	cluster = await startTestCluster();
	client = await cluster.connect(await cluster.createDatabase('subject'));
	await client.query(`
		CREATE SCHEMA store;
		CREATE TABLE store.entry (id integer PRIMARY KEY);
		CREATE SEQUENCE store.s;
		CREATE TABLE store.qualified (entry integer CONSTRAINT fk REFERENCES store.entry (id));
		SET search_path = store;
		CREATE TABLE store.bare (entry integer CONSTRAINT fk REFERENCES entry);
		RESET search_path;
		CREATE ROLE blind`);
});
afterAll(() => cluster?.stop());

const check = (sql: string, expectation: Expectation): QueryCheck => ({
	id: 'V',
	title: 'V',
	sql,
	values: [],
	expect: expectation,
});
const run = (one: QueryCheck) => withReadOnly(client, () => runCheck(client, one, 'migration'));

describe('a foreign key, spelled with its schema and without', () => {
	const tables = ['bare', 'qualified'] as const;
	const structure = (table: string) =>
		check(
			`SELECT n.nspname AS schema, r.relname AS "table", a.attname AS "column"
			   FROM pg_catalog.pg_constraint c
			   JOIN pg_catalog.pg_class r ON r.oid = c.confrelid
			   JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
			   JOIN pg_catalog.pg_attribute a ON a.attrelid = c.confrelid AND c.confkey = ARRAY[a.attnum]
			  WHERE c.contype = 'f' AND c.conrelid = 'store.${table}'::regclass;`,
			{ row: { schema: 'store', table: 'entry', column: 'id' } },
		);
	const text = (table: string) =>
		check(
			`SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND conrelid = 'store.${table}'::regclass`,
			{
				scalar: 'FOREIGN KEY (entry) REFERENCES store.entry(id)',
			},
		);

	it.each(['public', 'store'])('is the same structure, wherever names are looked up first: %s', async (path) => {
		await client.query(`SET search_path = ${path}`);
		for (const table of tables) expect(await run(structure(table))).toMatchObject({ outcome: 'pass' });
		await client.query('RESET search_path');
	});

	it('is another text, which is why no plan compares it', async () => {
		expect(await run(text('qualified'))).toMatchObject({ outcome: 'pass' });
		await client.query('SET search_path = store');
		expect(await run(text('qualified'))).toMatchObject({ outcome: 'fail' });
		await client.query('RESET search_path');
	});
});

describe('a check that cannot be carried out', () => {
	it.each([
		['crashes', 'SELECT 1 / 0', /division by zero \(SQLSTATE 22012\)/],
		['does not parse', 'SELEC 1', /syntax error/],
		['asks for a table that is not there', 'SELECT 1 FROM store.missing', /does not exist \(SQLSTATE 42P01\)/],
		['writes', 'DELETE FROM store.entry RETURNING id', /syntax error/],
		['writes through a function', "SELECT setval('store.s', 1)", /read-only transaction \(SQLSTATE 25006\)/],
		['is two statements', 'SELECT 1; SELECT 2', /syntax error/],
	])('is an error when it %s', async (_what, sql, message) => {
		expect(await run(check(sql, { empty: true }))).toMatchObject({
			outcome: 'error',
			message: expect.stringMatching(message),
		});
	});

	it('is an error when the role does not see, never an empty result', async () => {
		await client.query('SET ROLE blind');
		expect(await run(check('SELECT 1 FROM store.entry', { empty: true }))).toMatchObject({
			outcome: 'error',
			message: expect.stringContaining('permission denied for schema store (SQLSTATE 42501)'),
		});
		await client.query('RESET ROLE');
	});

	// A smaller count would be a wrong one, and could even be the expected one.
	it('is an error when row security hides rows from the role', async () => {
		await client.query(`CREATE TABLE store.guarded AS SELECT 1 AS id; ALTER TABLE store.guarded ENABLE ROW LEVEL SECURITY;
			GRANT USAGE ON SCHEMA store TO blind; GRANT SELECT ON store.guarded TO blind; SET ROLE blind`);
		expect(await run(check('SELECT count(*) FROM store.guarded', { scalar: 0 }))).toMatchObject({
			outcome: 'error',
			message: expect.stringContaining('row-level security policy for table "guarded" (SQLSTATE 42501)'),
		});
		await client.query('RESET ROLE; REVOKE USAGE ON SCHEMA store FROM blind');
	});

	it.each([
		['passes', 'SELECT 1'],
		['crashes', 'SELECT 1 / 0'],
	])('or one that %s leaves the caller’s settings as they were, and what a function did undone', async (_what, sql) => {
		await client.query(`CREATE TABLE IF NOT EXISTS store.log (); CREATE OR REPLACE FUNCTION store.write() RETURNS integer
			LANGUAGE sql AS 'INSERT INTO store.log DEFAULT VALUES; SELECT 1'`);
		const settings = () => client.query("SELECT current_setting('row_security'), current_setting('search_path')");
		await client.query('BEGIN; SET LOCAL search_path = store, public; SET LOCAL row_security = on');
		const before = (await settings()).rows;
		for (const pinned of [false, true]) {
			await runCheck(client, { ...check(sql, { scalar: 1 }), pinned }, 'migration');
			const wrote = check('SELECT store.write()', { scalar: 1 });
			expect(await runCheck(client, { ...wrote, pinned }, 'migration')).toMatchObject({ outcome: 'pass' });
			expect((await settings()).rows).toEqual(before);
			expect((await client.query('SELECT count(*)::int AS rows FROM store.log')).rows).toEqual([{ rows: 0 }]);
		}
		await client.query('ROLLBACK');
	});

	it('leaves the transaction in which others are decided', async () => {
		const outcomes = await withReadOnly(client, async () => [
			await runCheck(client, check('SELECT 1 / 0', { scalar: 1 }), 'migration'),
			await runCheck(client, check('SELECT 1', { scalar: 1 }), 'migration'),
		]);
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['error', 'pass']);
	});
});

describe('values come as JSON, whatever the driver makes of their types', () => {
	it.each<[string, string, Expectation]>([
		['a count', 'SELECT count(*) FROM store.entry', { scalar: 0 }],
		['a switch', 'SELECT true', { scalar: true }],
		['a name', "SELECT 'a'::name", { scalar: 'a' }],
		['nothing', 'SELECT NULL::int', { scalar: null }],
		['a time', "SELECT timestamptz '2026-01-01 00:00+00' AT TIME ZONE 'UTC'", { scalar: '2026-01-01T00:00:00' }],
		['a statement with a comment at its end', 'SELECT 1 -- one', { scalar: 1 }],
		['no row', 'SELECT 1 WHERE false', { empty: true }],
	])('%s', async (_what, sql, expectation) => {
		expect(await run(check(sql, expectation))).toMatchObject({ outcome: 'pass', connection: 'migration' });
	});

	// Thrown on, it would take the whole action with it.
	it('a number beyond the safe integers is an error', async () => {
		expect(await run(check('SELECT 9007199254740993', { scalar: 1 }))).toMatchObject({ outcome: 'error' });
	});
});
