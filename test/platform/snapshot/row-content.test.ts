import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countRows } from '../../../platform/postgres/snapshot/count-rows.ts';
import { type ListedTable, listTables } from '../../../platform/postgres/snapshot/list-tables.ts';
import { readColumnSnapshot } from '../../../platform/postgres/snapshot/read-column-snapshot.ts';
import { readContentDigest, readContentDigests } from '../../../platform/postgres/snapshot/read-content-digest.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';

let cluster: TestCluster;
let client: pg.Client;
let reader: pg.Client;
const excludeSchemas = ['bundle'];

beforeAll(async () => {
	cluster = await startTestCluster();
	const url = await cluster.createDatabase('subject');
	client = await cluster.connect(url);
	await client.query(`
		CREATE ROLE reader LOGIN PASSWORD 'reader';
		CREATE SCHEMA shop; CREATE SCHEMA vault; CREATE SCHEMA bundle;
		GRANT USAGE ON SCHEMA shop TO reader;
		CREATE TABLE shop.pair (a int, b text, at timestamptz DEFAULT '2024-05-01 12:00+00', x float8 DEFAULT 0.123456789012345);
		INSERT INTO shop.pair (a, b) VALUES (1, 'one'), (2, NULL), (2, NULL), (3, '');
		CREATE TABLE shop."Odd Table" ("user" int); INSERT INTO shop."Odd Table" SELECT generate_series(1, 10);
		CREATE TABLE shop.parent (a int); CREATE TABLE shop.child () INHERITS (shop.parent);
		INSERT INTO shop.parent VALUES (1); INSERT INTO shop.child VALUES (2), (3);
		CREATE TABLE shop.event (at int, note text) PARTITION BY RANGE (at);
		CREATE TABLE shop.event_1 PARTITION OF shop.event FOR VALUES FROM (0) TO (10);
		CREATE TABLE shop.event_2 PARTITION OF shop.event FOR VALUES FROM (10) TO (20);
		INSERT INTO shop.event SELECT x, 'n' FROM generate_series(0, 14) x;
		CREATE TABLE vault.hidden (a int); INSERT INTO vault.hidden VALUES (1);
		CREATE TABLE shop.closed (a int);
		CREATE TABLE shop.filtered (owner name); INSERT INTO shop.filtered VALUES ('reader'), ('other');
		ALTER TABLE shop.filtered ENABLE ROW LEVEL SECURITY;
		CREATE POLICY own ON shop.filtered USING (owner = current_user);
		GRANT SELECT ON ALL TABLES IN SCHEMA shop TO reader; REVOKE SELECT ON shop.closed FROM reader;
		CREATE TABLE bundle.state (a int);`);
	const asReader = new URL(url);
	asReader.username = 'reader';
	asReader.password = 'reader';
	reader = await cluster.connect(asReader.href);
});

afterAll(() => cluster.stop());

beforeEach(async () => {
	await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
	await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
});

afterEach(async () => {
	await client.query('ROLLBACK');
	await reader.query('ROLLBACK');
});

async function tableNamed(name: string, session = client): Promise<ListedTable> {
	const found = (await listTables(session, { excludeSchemas })).find(({ table }) => table === name);
	if (!found) throw new Error(`no table ${name}`);
	return found;
}

describe('the list of tables', () => {
	it('names every table outside excluded schemas, as PostgreSQL would quote it', async () => {
		const tables = await listTables(client, { excludeSchemas });
		expect(tables.map(({ table, kind }) => `${table} ${kind}`)).toEqual([
			'shop."Odd Table" ordinary',
			'shop.child ordinary',
			'shop.closed ordinary',
			'shop.event partitioned',
			'shop.event_1 ordinary',
			'shop.event_2 ordinary',
			'shop.filtered ordinary',
			'shop.pair ordinary',
			'shop.parent ordinary',
			'vault.hidden ordinary',
		]);
	});

	it('says what the current role cannot see, and still lists it', async () => {
		const tables = await listTables(reader, { excludeSchemas });
		expect(tables.filter(({ readable }) => !readable).map(({ table }) => table)).toEqual([
			'shop.closed',
			'vault.hidden',
		]);
		expect(tables.filter(({ row_security }) => row_security).map(({ table }) => table)).toEqual(['shop.filtered']);
	});

	it('gives a file node that a rewrite changes, also within an older snapshot', async () => {
		const before = await tableNamed('shop.closed');
		const other = await cluster.connect('subject');
		await other.query('TRUNCATE shop.closed');
		await other.end();
		const after = await tableNamed('shop.closed');
		expect(after.oid).toBe(before.oid);
		expect(after.file_node).not.toBe(before.file_node);
		expect((await tableNamed('shop.event')).file_node).toBeNull();
	});
});

describe('counting rows', () => {
	it('counts each row where it is stored, once', async () => {
		const counts = await countRows([client], await listTables(client, { excludeSchemas }));
		expect(Object.fromEntries(counts.map(({ table, count }) => [table, count]))).toEqual({
			'shop."Odd Table"': 10,
			'shop.child': 2,
			'shop.closed': 0,
			'shop.event_1': 10,
			'shop.event_2': 5,
			'shop.filtered': 2,
			'shop.pair': 4,
			'shop.parent': 1,
			'vault.hidden': 1,
		});
	});

	it('gives the same over several sessions, in the order asked for', async () => {
		const other = await cluster.connect('subject');
		await other.query('BEGIN');
		const tables = (await listTables(client, { excludeSchemas })).toReversed();
		const counts = await countRows([client, other], tables);
		await other.end();
		expect(counts).toEqual(await countRows([client], tables));
		expect(counts[0]?.table).toBe('vault.hidden');
	});

	it('counts more tables than fit into one query', async () => {
		await client.query(`DO $$ BEGIN FOR i IN 1..120 LOOP
			EXECUTE format('CREATE TABLE shop.many_%s AS SELECT generate_series(1, %s) AS a', i, i); END LOOP; END $$`);
		const many = (await listTables(client, { excludeSchemas })).filter(({ name }) => name.startsWith('many_'));
		const counts = await countRows([client], many);
		expect(counts).toHaveLength(120);
		for (const { table, count } of counts) expect(table).toBe(`shop.many_${count}`);
	});

	it('refuses what it cannot see, all of it at once, with the statements that help', async () => {
		const tables = await listTables(reader, { excludeSchemas });
		await expect(countRows([reader], tables)).rejects.toMatchObject({
			code: 'GATE_NOT_MET',
			facts: {
				role: 'reader',
				unreadable: ['shop.closed', 'vault.hidden'],
				row_security: ['shop.filtered'],
				remedies: [
					'GRANT USAGE ON SCHEMA "shop" TO "reader";',
					'GRANT SELECT ON TABLE "shop"."closed" TO "reader";',
					'GRANT USAGE ON SCHEMA "vault" TO "reader";',
					'GRANT SELECT ON TABLE "vault"."hidden" TO "reader";',
					'ALTER ROLE "reader" BYPASSRLS;',
				],
			},
		});
	});

	it('the statements really help', async () => {
		const tables = await listTables(reader, { excludeSchemas });
		const refusal = await countRows([reader], tables).catch((error: unknown) => error);
		const remedies = (refusal as { facts: { remedies: string[] } }).facts.remedies;
		await client.query(remedies.join(' '));
		await client.query('SET LOCAL ROLE reader');
		const counts = await countRows([client], await listTables(client, { excludeSchemas }));
		expect(counts).toHaveLength(9);
		expect(counts).toContainEqual({ table: 'shop.filtered', count: 2 });
	});

	it('never counts fewer rows than there are, even when the list was made by somebody who sees more', async () => {
		const filtered = await tableNamed('shop.filtered', client);
		await expect(countRows([reader], [filtered])).rejects.toThrow(/row-level security/);
	});

	it('needs a transaction', async () => {
		const tables = await listTables(client, { excludeSchemas });
		await client.query('ROLLBACK');
		await expect(countRows([client], tables)).rejects.toMatchObject({ code: 'WRONG_STATE' });
	});
});

describe('the digest of a table', () => {
	const digestAfter = async (sql: string, name = 'shop.pair') => {
		await client.query('SAVEPOINT here');
		await client.query(sql);
		const digest = await readContentDigest(client, await tableNamed(name));
		await client.query('ROLLBACK TO SAVEPOINT here');
		return digest;
	};

	it.each([
		[
			'rows in another order',
			`CREATE TEMP TABLE kept AS SELECT * FROM shop.pair ORDER BY a DESC; TRUNCATE shop.pair;
			INSERT INTO shop.pair SELECT * FROM kept`,
		],
		[
			'columns in another physical order',
			`ALTER TABLE shop.pair ADD c int; UPDATE shop.pair SET c = a;
			ALTER TABLE shop.pair DROP COLUMN a; ALTER TABLE shop.pair RENAME c TO a`,
		],
		['another time zone and date style', `SET LOCAL TimeZone = 'Asia/Tokyo'; SET LOCAL DateStyle = 'SQL'`],
		['fewer float digits', `SET LOCAL extra_float_digits = -10`],
		['a rewrite', `ALTER TABLE shop.pair SET UNLOGGED`],
	])('is the same after %s', async (_what, sql) => {
		expect(await digestAfter(sql)).toEqual(await digestAfter(''));
	});

	it.each([
		['one value', `UPDATE shop.pair SET b = 'uno' WHERE a = 1`],
		['a duplicate gone', `DELETE FROM shop.pair WHERE ctid = (SELECT ctid FROM shop.pair WHERE a = 2 LIMIT 1)`],
		['one duplicate more', `INSERT INTO shop.pair (a) VALUES (2)`],
		[
			'another row doubled in its place',
			`DELETE FROM shop.pair WHERE ctid = (SELECT ctid FROM shop.pair WHERE a = 2 LIMIT 1);
			INSERT INTO shop.pair (a, b) VALUES (1, 'one')`,
		],
		['NULL made empty', `UPDATE shop.pair SET b = '' WHERE b IS NULL`],
		['a column renamed', `ALTER TABLE shop.pair RENAME b TO c`],
		[
			'two values exchanged between rows',
			`UPDATE shop.pair SET b = CASE a WHEN 1 THEN '' ELSE 'one' END WHERE a IN (1, 3)`,
		],
		['a microsecond', `UPDATE shop.pair SET at = at + interval '1 microsecond' WHERE a = 1`],
		['the last float digit', `UPDATE shop.pair SET x = x + 1.4e-17 WHERE a = 1`],
		['no rows', `TRUNCATE shop.pair`],
	])('differs after %s', async (_what, sql) => {
		expect((await digestAfter(sql)).sha256).not.toBe((await digestAfter('')).sha256);
	});

	it('is the same for many rows in any order, and differs when one of them does', async () => {
		const digestOf = (rows: string) =>
			digestAfter(`CREATE TABLE shop.many AS SELECT x AS a FROM generate_series(${rows}) x`, 'shop.many');
		expect(await digestOf('3000, 1, -1')).toEqual(await digestOf('1, 3000'));
		expect((await digestOf('2, 3001')).sha256).not.toBe((await digestOf('1, 3000')).sha256);
	});

	it('counts the rows', async () => {
		expect(await digestAfter('')).toMatchObject({
			table: 'shop.pair',
			rows: 4,
			sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
		});
		expect(await digestAfter('', 'shop.closed')).toMatchObject({ rows: 0 });
		expect(await digestAfter('', 'shop.parent')).toMatchObject({ rows: 1 });
		expect(await digestAfter('', 'shop.event')).toMatchObject({ rows: 15 });
	});

	it('takes a table without columns', async () => {
		const sql = 'CREATE TABLE shop.bare (); INSERT INTO shop.bare DEFAULT VALUES; INSERT INTO shop.bare DEFAULT VALUES';
		expect(await digestAfter(sql, 'shop.bare')).toMatchObject({ rows: 2 });
	});

	it('refuses a table that row security would thin out', async () => {
		const filtered = await tableNamed('shop.filtered', reader);
		await expect(readContentDigest(reader, filtered)).rejects.toMatchObject({ code: 'GATE_NOT_MET' });
		await expect(readContentDigest(reader, { ...filtered, row_security: false })).rejects.toThrow(/row-level security/);
	});
});

describe('digests of many tables', () => {
	it('are those of each by itself, in the order asked for, over any number of sessions', async () => {
		const tables = (await listTables(client, { excludeSchemas })).toReversed();
		const single = [];
		for (const table of tables) single.push(await readContentDigest(client, table));
		expect(await readContentDigests([client], tables)).toEqual(single);
		const other = await cluster.connect('subject');
		await other.query('BEGIN');
		expect(await readContentDigests([client, other], tables)).toEqual(single);
		await other.end();
	});

	it('are refused as a whole where one table cannot be seen', async () => {
		const tables = await listTables(reader, { excludeSchemas });
		await expect(readContentDigests([reader], tables)).rejects.toMatchObject({
			code: 'GATE_NOT_MET',
			message: expect.stringContaining('shop.closed may not be read by reader'),
		});
	});
});

describe('a partitioned table that is partly on another server', () => {
	beforeEach(() =>
		client.query(`CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
			CREATE TABLE shop.world (at int) PARTITION BY RANGE (at);
			CREATE TABLE shop.world_deep PARTITION OF shop.world FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (at);
			CREATE FOREIGN TABLE shop.world_far PARTITION OF shop.world_deep FOR VALUES FROM (0) TO (5) SERVER s;
			CREATE TABLE shop.world_near PARTITION OF shop.world FOR VALUES FROM (10) TO (20);
			INSERT INTO shop.world VALUES (11)`),
	);

	it('is known as such at every level, and its other leaves are not', async () => {
		const tables = await listTables(client, { excludeSchemas });
		expect(tables.filter(({ partly_foreign }) => partly_foreign).map(({ table }) => table)).toEqual([
			'shop.world',
			'shop.world_deep',
		]);
	});

	it('is counted where its rows are here, and its content is refused, not read from there', async () => {
		const tables = await listTables(client, { excludeSchemas });
		const counts = await countRows([client], tables);
		expect(counts.filter(({ table }) => table.startsWith('shop.world'))).toEqual([
			{ table: 'shop.world_near', count: 1 },
		]);
		await expect(readContentDigest(client, await tableNamed('shop.world'))).rejects.toMatchObject({
			code: 'GATE_NOT_MET',
			facts: { foreign: ['shop.world'] },
		});
		expect(await readContentDigest(client, await tableNamed('shop.world_near'))).toMatchObject({ rows: 1 });
	});
});

it('the list leaves out what is not ours to hold: foreign and temporary tables', async () => {
	await client.query(`CREATE TEMP TABLE passing (a int); CREATE UNLOGGED TABLE shop.unlogged (a int)`);
	const names = (await listTables(client, { excludeSchemas })).map(({ name }) => name);
	expect(names).toContain('unlogged');
	expect(names).not.toContain('passing');
});

describe('the snapshot of a column', () => {
	it('gives values by key, in UTC, with their extremes in the order of the type', async () => {
		await client.query(`CREATE TABLE shop.stamped (id int PRIMARY KEY, at timestamptz, n numeric);
			INSERT INTO shop.stamped VALUES (10, '2024-05-01 12:00+02', 9), (2, NULL, 10), (1, '2024-05-01 10:00:00.5+00', 9);
			SET LOCAL TimeZone = 'Asia/Tokyo'`);
		const stamped = await tableNamed('shop.stamped');
		expect(await readColumnSnapshot(client, stamped, 'id', 'at')).toEqual({
			rows: [
				{ key: '1', value: '2024-05-01 10:00:00.5+00' },
				{ key: '10', value: '2024-05-01 10:00:00+00' },
				{ key: '2', value: null },
			],
			min: '2024-05-01 10:00:00+00',
			max: '2024-05-01 10:00:00.5+00',
			distinct: 2,
		});
		expect(await readColumnSnapshot(client, stamped, 'id', 'n')).toMatchObject({ min: '9', max: '10', distinct: 2 });
	});

	it('takes an empty table', async () => {
		const closed = await tableNamed('shop.closed');
		expect(await readColumnSnapshot(client, closed, 'a', 'a')).toEqual({ rows: [], min: null, max: null, distinct: 0 });
	});

	it.each([
		['a column that is not there', 'nowhere'],
		['a column without an order', 'form'],
	])('refuses %s', async (_what, column) => {
		await client.query(`CREATE TABLE shop.formed (id int PRIMARY KEY, form json)`);
		await expect(readColumnSnapshot(client, await tableNamed('shop.formed'), 'id', column)).rejects.toMatchObject({
			code: 'INVALID_INPUT',
			message: expect.stringContaining(`shop.formed.${column} cannot be compared by key`),
		});
	});

	it.each([
		['occurs more than once', 'a'],
		['is NULL', 'b'],
	])('refuses a key that %s', async (_what, key) => {
		const pair = await tableNamed('shop.pair');
		await expect(readColumnSnapshot(client, pair, key, 'at')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
	});
});
