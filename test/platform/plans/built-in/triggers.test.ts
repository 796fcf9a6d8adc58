import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCluster, type TestCluster } from '../../../support/postgres.ts';
import { runBuiltIn } from './run-built-in.ts';

let cluster: TestCluster;
let client: pg.Client;

beforeAll(async () => {
	cluster = await startTestCluster();
	client = await cluster.connect(await cluster.createDatabase('subject'));
	await client.query(`
		CREATE SCHEMA store;
		CREATE TABLE store.item (id integer PRIMARY KEY, parent integer CONSTRAINT fk REFERENCES store.item);
		CREATE FUNCTION store.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
		CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON store.item FOR EACH ROW EXECUTE FUNCTION store.touch();
		CREATE TRIGGER clear AFTER TRUNCATE ON store.item FOR EACH STATEMENT EXECUTE FUNCTION store.touch();
		CREATE VIEW store.view AS SELECT 1 AS one;
		CREATE TRIGGER instead INSTEAD OF DELETE ON store.view FOR EACH ROW EXECUTE FUNCTION store.touch();
		CREATE TABLE store.bare ();
		CREATE ROLE blind`);
});
afterAll(() => cluster?.stop());

const triggers = (tables: object, sql = '') => runBuiltIn(client, { kind: 'triggers', tables }, { sql });
const touch = { name: 'touch', timing: 'before', events: ['update'], each: 'row' };
const failed = (aspect: string, expected: string, found: string) => ({
	outcome: 'fail',
	message: `expected [], found ${JSON.stringify([{ aspect, expected, found, table: 'store.item' }])}`,
});

it.each([
	['that are listed and fire on more than is asked', { 'store.item': [touch] }, ''],
	['in any order of events', { 'store.item': [{ ...touch, events: ['update', 'insert'] }] }, ''],
	[
		'for each statement',
		{ 'store.item': [{ name: 'clear', timing: 'after', events: ['truncate'], each: 'statement' }] },
		'',
	],
	['instead of', { 'store.view': [{ name: 'instead', timing: 'instead of', events: ['delete'], each: 'row' }] }, ''],
	['that nobody lists', { 'store.item': [], 'store.bare': [] }, ''],
	['that fire always', { 'store.item': [touch] }, 'ALTER TABLE store.item ENABLE ALWAYS TRIGGER touch'],
	['for a role without any right', { 'store.item': [touch] }, 'SET LOCAL ROLE blind'],
])('passes for triggers %s', async (_what, tables, sql) => {
	expect(await triggers(tables, sql)).toMatchObject({ outcome: 'pass' });
});

describe('fails for a trigger', () => {
	const is = 'before insert or update for each row';

	it.each<[string, object, string, ReturnType<typeof failed>]>([
		['that is disabled', touch, 'DISABLE TRIGGER touch', failed('trigger touch', 'enabled', 'disabled')],
		[
			'that fires on a replica alone',
			touch,
			'ENABLE REPLICA TRIGGER touch',
			failed('trigger touch', 'enabled', 'disabled'),
		],
		['at another time', { ...touch, timing: 'after' }, '', failed('trigger touch', 'after update for each row', is)],
		[
			'for each statement',
			{ ...touch, each: 'statement' },
			'',
			failed('trigger touch', 'before update for each statement', is),
		],
		[
			'that misses an event',
			{ ...touch, events: ['update', 'delete'] },
			'',
			failed('trigger touch', 'before update or delete for each row', is),
		],
		[
			'that is missing',
			{ ...touch, name: 'touched' },
			'',
			failed('trigger touched', 'before update for each row', 'absent'),
		],
	])('%s', async (_what, required, alter, result) => {
		const sql = alter && `ALTER TABLE store.item ${alter}`;
		expect(await triggers({ 'store.item': [required] }, sql)).toEqual(result);
	});

	it('behind a foreign key: DISABLE TRIGGER ALL takes its force', async () => {
		const { outcome, message } = await triggers({ 'store.item': [] }, 'ALTER TABLE store.item DISABLE TRIGGER ALL');
		expect(outcome).toBe('fail');
		expect(message.match(/"aspect":"[^"]*"/g)).toEqual([
			'"aspect":"trigger clear"',
			'"aspect":"trigger of constraint fk"',
			'"aspect":"trigger touch"',
		]);
	});

	it('of a table that is not there', async () => {
		expect(await triggers({ 'store.missing': [] })).toMatchObject({
			outcome: 'fail',
			message: expect.stringContaining('"found":"absent","table":"store.missing"'),
		});
	});
});

it('is an error where the catalog may not be read', async () => {
	const sql = 'REVOKE SELECT ON pg_catalog.pg_trigger FROM PUBLIC; SET LOCAL ROLE blind';
	expect(await triggers({ 'store.item': [] }, sql)).toMatchObject({ outcome: 'error' });
});
