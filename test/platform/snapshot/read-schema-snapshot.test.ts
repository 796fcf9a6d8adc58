import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDelta } from '../../../core/snapshot/describe-delta.ts';
import { diffSchemas } from '../../../core/snapshot/diff-schemas.ts';
import { listNotCovered } from '../../../core/snapshot/not-covered.ts';
import type { Session } from '../../../platform/postgres/session.ts';
import { readSchemaSnapshot } from '../../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';
import { subjectRoles, subjectSchema } from './subject-schema.ts';

let cluster: TestCluster;
let client: pg.Client;
const excludeSchemas = ['bundle'];

beforeAll(async () => {
	cluster = await startTestCluster();
	client = await cluster.connect(await cluster.createDatabase('subject'));
	await client.query(subjectRoles + subjectSchema);
});

afterAll(() => cluster.stop());

async function inTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
	await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
	try {
		return await work();
	} finally {
		await client.query('ROLLBACK');
	}
}

const read = () => readSchemaSnapshot(client, { excludeSchemas });

function countCalls(session: Session): Session & { calls: number } {
	return {
		calls: 0,
		query(text, values) {
			this.calls += 1;
			return session.query(text, values);
		},
	};
}

describe('cost', () => {
	it('the number of queries does not depend on the number of tables', async () => {
		const callsFor = async (tables: number) => {
			const counting = countCalls(client);
			await client.query(`DO $$ BEGIN FOR i IN 1..${tables} LOOP
				EXECUTE format('CREATE TABLE shop.many_%s (id serial PRIMARY KEY, other int REFERENCES shop.customer)', i);
			END LOOP; END $$`);
			const { objects } = await readSchemaSnapshot(counting, { excludeSchemas });
			expect(objects.filter(({ kind, name }) => kind === 'table' && name.startsWith('shop.many_'))).toHaveLength(
				tables,
			);
			return counting.calls;
		};
		const few = await inTransaction(() => callsFor(5));
		const many = await inTransaction(() => callsFor(50));
		expect(many).toBe(few);
		expect(few).toBeLessThan(60);
	});
});

describe('the transaction it runs in', () => {
	it('is asked for', async () => {
		await expect(read()).rejects.toMatchObject({ code: 'WRONG_STATE', message: expect.stringContaining('BEGIN') });
	});

	it('keeps its own settings, local ones too', async () => {
		const settings = () =>
			client.query(`SELECT current_setting('search_path') AS path, current_setting('TimeZone') AS zone,
				current_setting('row_security') AS rows, current_setting('enable_nestloop') AS loops`);
		await inTransaction(async () => {
			await client.query(`SET search_path = shop; SET LOCAL TimeZone = 'Asia/Ho_Chi_Minh'`);
			const before = (await settings()).rows;
			await read();
			expect((await settings()).rows).toEqual(before);
			await client.query('COMMIT');
			expect((await settings()).rows).toMatchObject([{ path: 'shop', rows: 'on' }]);
		});
		await client.query('RESET ALL');
	});

	it('survives a query that fails', async () => {
		const failing: Session = {
			query: (text, values) =>
				text.includes('FROM pg_extension e') ? client.query('SELECT 1/0') : client.query(text, values),
		};
		await inTransaction(async () => {
			await client.query('CREATE TABLE shop.kept (a int)');
			await expect(readSchemaSnapshot(failing, { excludeSchemas })).rejects.toThrow('division by zero');
			await expect(client.query('SELECT * FROM shop.kept')).resolves.toMatchObject({ rowCount: 0 });
		});
	});

	it('may be read-only', async () => {
		await client.query('BEGIN READ ONLY');
		await expect(read()).resolves.toMatchObject({ format: 'schema-snapshot-v2' });
		await client.query('ROLLBACK');
	});
});

it('several sessions on one exported snapshot see what one sees', async () => {
	const helper = await cluster.connect('subject');
	const alone = await inTransaction(read);
	const shared = await inTransaction(async () => {
		const { rows } = await client.query('SELECT pg_export_snapshot() AS id');
		await helper.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
		await helper.query(`SET TRANSACTION SNAPSHOT '${String(rows[0]['id'])}'`);
		return await readSchemaSnapshot(client, { excludeSchemas, alongside: [helper] });
	});
	await helper.end();
	expect(shared).toEqual(alone);
});

it('names are qualified and sorted, and what was left out is said', async () => {
	const { objects, excluded_schemas, not_covered } = await inTransaction(read);
	const keys = objects.map(({ kind, name }) => `${kind}\u0000${name}`);
	expect(keys).toEqual([...keys].sort());
	expect(excluded_schemas).toEqual(['bundle']);
	expect(not_covered).toEqual(listNotCovered(0));
	const aspects = (kind: string, name: string) =>
		objects.find((object) => object.kind === kind && object.name === name)?.aspects;
	expect(aspects('constraint', 'shop.invoice.invoice_customer')).toEqual({
		type: 'foreign key',
		definition: 'FOREIGN KEY (customer_id) REFERENCES shop.customer(id)',
	});
	expect(aspects('column', 'shop.customer.id')).toMatchObject({
		type: 'integer',
		default: `nextval('shop.customer_id_seq'::regclass)`,
	});
	expect(aspects('sequence', 'shop.customer_id_seq')).toMatchObject({ owned_by: 'shop.customer.id' });
	expect(aspects('table', 'shop.event_2024')).toMatchObject({
		inherits: ['shop.event'],
		partition_bound: `FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00')`,
	});
	expect(aspects('column', 'shop."Odd Table"."user"')).toMatchObject({ type: 'text' });
	expect(aspects('grant', 'SELECT on table shop.customer to bob')).toEqual({});
	expect(aspects('type', 'shop.mood')).toMatchObject({ kind: 'enum', labels: ['sad', 'ok', 'happy'] });
});

it('the labels of an enum stand in its own order, not in that of their making', async () => {
	const { objects } = await inTransaction(async () => {
		await client.query(`ALTER TYPE shop.mood ADD VALUE 'glad' BEFORE 'ok'`);
		return await read();
	});
	const mood = objects.find(({ kind, name }) => kind === 'type' && name === 'shop.mood');
	expect(mood?.aspects).toMatchObject({ labels: ['sad', 'glad', 'ok', 'happy'] });
});

it('a migration reads as lines', async () => {
	const before = await inTransaction(read);
	const after = await inTransaction(async () => {
		await client.query(`ALTER TABLE shop.base ADD authority text DEFAULT 'draft';
			ALTER TABLE shop.invoice ALTER note SET NOT NULL;
			GRANT SELECT, INSERT ON shop.invoice TO bob; DROP INDEX shop.invoice_paid`);
		return await read();
	});
	expect(describeDelta(diffSchemas(before, after))).toEqual([
		'- index shop.invoice_paid (btree (paid) on shop.invoice where (NOT paid))',
		'~ column shop.invoice.note: not null false → true',
		`+ column shop.base.authority (text, default 'draft'::text)`,
		`+ column shop.derived.authority (text, default 'draft'::text)`,
		'+ grant INSERT, SELECT on table shop.invoice to bob',
	]);
});
