import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoDatabase } from '../../scripts/demo/database/create-demo-database.ts';
import { demoCounts, sandboxSeededAt } from '../../scripts/demo/database/demo-counts.ts';
import { startTestCluster, type TestCluster } from '../support/postgres.ts';
import { copyDemo, keeper, prepareDemo } from './plan-trial.ts';

let cluster: TestCluster;
let demo: pg.Client;
let earlier: pg.Client;

beforeAll(async () => {
	cluster = await startTestCluster();
	await prepareDemo(cluster, 'with-address');
	await prepareDemo(cluster, 'without-address');
	demo = (await copyDemo(cluster, 'demo', 'with-address')).client;
	earlier = (await copyDemo(cluster, 'earlier', 'without-address')).client;
});
afterAll(() => cluster.stop());

async function value(client: pg.Client, sql: string): Promise<unknown> {
	const { rows } = await client.query<Record<string, unknown>>(sql);
	return Object.values(rows[0] ?? {})[0];
}

const publicTables = "FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace";

describe('counts', () => {
	const { publicTables: expectedTables, sandbox_logical_unit: sandbox, ...tables } = demoCounts;

	it.each(Object.entries(tables))('%s has %i rows', async (table, rows) => {
		expect(await value(demo, `SELECT count(*)::int FROM public.${table}`)).toBe(rows);
	});

	it('holds the recorded number of public tables, with names that say what they are', async () => {
		expect(await value(demo, `SELECT count(*)::int ${publicTables}`)).toBe(expectedTables);
		expect(await value(demo, `SELECT count(*)::int ${publicTables} AND relname ~ '[0-9]'`)).toBe(0);
		expect(await value(demo, `SELECT count(*)::int ${publicTables} AND relname LIKE 'directus%'`)).toBe(0);
	});

	it('has no empty table, none without a primary key, and foreign keys between many', async () => {
		const { rows } = await demo.query(`SELECT relname, pg_relation_size(oid)::int AS bytes,
			(SELECT count(*)::int FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p') AS keys
			FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`);
		expect(rows.filter(({ bytes, keys }) => bytes === 0 || keys !== 1)).toEqual([]);
		expect(await value(demo, "SELECT count(*)::int FROM pg_constraint WHERE contype = 'f'")).toBeGreaterThan(120);
	});

	it('has a sandbox of one instant', async () => {
		const { rows } = await demo.query(
			'SELECT DISTINCT updated_at, count(*) OVER ()::int AS rows FROM sandbox_tac.logical_unit',
		);
		expect(rows).toEqual([{ updated_at: new Date(sandboxSeededAt), rows: sandbox }]);
	});
});

describe('tac_logical_unit', () => {
	it('has canonical_address as its second column, text, NOT NULL, unique under its recorded name', async () => {
		const { rows } = await demo.query(`SELECT a.attnum, a.atttypid::regtype::text AS type, a.attnotnull, k.conname
			FROM pg_attribute a JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.conkey = ARRAY[a.attnum] AND k.contype = 'u'
			WHERE a.attrelid = 'public.tac_logical_unit'::regclass AND a.attname = 'canonical_address'`);
		const conname = 'tac_logical_unit_canonical_address_key';
		expect(rows).toEqual([{ attnum: 2, type: 'text', attnotnull: true, conname }]);
	});

	it.each(['D38-DIEU28-S3-P1', 'D38-DIEU28-S2-P1', 'D38-DIEU32-S3', 'D38-DIEU32-ROOT', 'D38-DIEU35-S4-P1-3'])(
		'holds %s',
		async (address) => {
			expect(
				await value(demo, `SELECT count(*)::int FROM tac_logical_unit WHERE canonical_address = '${address}'`),
			).toBe(1);
		},
	);

	it('holds three documents of draft units, imported at three instants', async () => {
		const { rows } =
			await demo.query(`SELECT array_agg(DISTINCT doc_code) AS docs, array_agg(DISTINCT lifecycle_status) AS statuses,
			count(DISTINCT updated_at)::int AS instants FROM tac_logical_unit`);
		expect(rows).toEqual([{ docs: ['D38-DIEU28', 'D38-DIEU32', 'D38-DIEU35'], statuses: ['draft_only'], instants: 3 }]);
	});

	it('moves updated_at of a row that is updated', async () => {
		await earlier.query("UPDATE tac_logical_unit SET tier = 'C' WHERE section_type = 'root'");
		expect(await value(earlier, "SELECT count(*)::int FROM tac_logical_unit WHERE updated_at > '2026-05-15'")).toBe(3);
	});

	it('has four headings without a text of their own', async () => {
		expect(await value(demo, 'SELECT count(*)::int FROM tac_unit_version WHERE body IS NULL')).toBe(4);
	});

	it('lacks the address in the earlier variant, and nothing else', async () => {
		expect(
			await value(
				earlier,
				`SELECT count(*)::int FROM pg_attribute
			WHERE attrelid = 'public.tac_logical_unit'::regclass AND attname = 'canonical_address'`,
			),
		).toBe(0);
		expect(await value(earlier, 'SELECT count(*)::int FROM tac_logical_unit')).toBe(demoCounts.tac_logical_unit);
		expect(await value(earlier, `SELECT count(*)::int ${publicTables}`)).toBe(demoCounts.publicTables);
	});
});

it('registers two DOT pairs whose halves name each other', async () => {
	const { rows } = await demo.query(
		'SELECT id, code, status, tier, paired_dot FROM dot_tools WHERE paired_dot IS NOT NULL ORDER BY id',
	);
	expect(rows).toEqual([
		{ id: 965, code: 'DOT-HC-EXECUTOR', status: 'active', tier: 'B', paired_dot: 'DOT-HC-EXECUTOR-VERIFY' },
		{ id: 966, code: 'DOT-HC-EXECUTOR-VERIFY', status: 'active', tier: 'A', paired_dot: 'DOT-HC-EXECUTOR' },
		{ id: 991, code: 'DOT-IU-CUTTER', status: 'active', tier: 'B', paired_dot: 'DOT-IU-CUTTER-VERIFY' },
		{ id: 992, code: 'DOT-IU-CUTTER-VERIFY', status: 'active', tier: 'A', paired_dot: 'DOT-IU-CUTTER' },
	]);
});

it('writes knowledge documents of one to three kilobytes, in composed Unicode', async () => {
	const { rows } = await demo.query(`SELECT min(octet_length(body)) AS min, max(octet_length(body)) AS max,
		bool_and(body IS NFC NORMALIZED) AS composed, count(DISTINCT body)::int AS distinct FROM knowledge_documents`);
	expect(rows).toEqual([
		{ min: expect.any(Number), max: expect.any(Number), composed: true, distinct: demoCounts.knowledge_documents },
	]);
	expect(rows[0].min).toBeGreaterThan(1000);
	expect(rows[0].max).toBeLessThan(3072);
});

it('gives every object to the owner it was told', async () => {
	const { rows } = await demo.query(`SELECT DISTINCT pg_get_userbyid(owner) AS owner FROM (
		SELECT relowner AS owner FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'sandbox_tac'::regnamespace)
		UNION ALL SELECT proowner FROM pg_proc WHERE pronamespace = 'public'::regnamespace
		UNION ALL SELECT nspowner FROM pg_namespace WHERE nspname = 'sandbox_tac') objects`);
	expect(rows).toEqual([{ owner: keeper }]);
});

it('makes the same rows every time', async () => {
	const other = await cluster.connect(await cluster.createDatabase('other'));
	await createDemoDatabase(other);
	const { rows: tables } = await demo.query<{ name: string }>(
		`SELECT format('%s.%I', relnamespace::regnamespace, relname) AS name FROM pg_class
		 WHERE relkind = 'r' AND relnamespace IN ('public'::regnamespace, 'sandbox_tac'::regnamespace) ORDER BY 1`,
	);
	const digest = tables.map(
		({ name }) => `SELECT '${name}' AS name, md5(string_agg(t::text, '' ORDER BY t::text)) FROM ${name} t`,
	);
	const [first, second] = await Promise.all(
		[demo, other].map((client) => client.query(`${digest.join(' UNION ALL ')} ORDER BY name`)),
	);
	expect(second?.rows).toEqual(first?.rows);
});

it('leaves nothing behind when it cannot finish', async () => {
	const client = await cluster.connect(await cluster.createDatabase('taken'));
	await client.query('CREATE TABLE public.workflow_timers ()');
	await expect(createDemoDatabase(client)).rejects.toThrow(/already exists/);
	expect(await value(client, `SELECT count(*)::int ${publicTables}`)).toBe(1);
});
