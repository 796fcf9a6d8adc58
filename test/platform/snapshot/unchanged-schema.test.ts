import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diffSchemas } from '../../../core/snapshot/diff-schemas.ts';
import type { SchemaSnapshot } from '../../../core/snapshot/schema-snapshot.ts';
import { snapshotDigest } from '../../../core/snapshot/snapshot-digest.ts';
import { readSchemaSnapshot } from '../../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';
import { maintained, maintenance } from './changes/maintenance.ts';
import { describeBriefly } from './describe-briefly.ts';
import { subjectRoles, subjectSchema } from './subject-schema.ts';

let cluster: TestCluster;
let url: string;
let client: pg.Client;
let before: SchemaSnapshot;

beforeAll(async () => {
	cluster = await startTestCluster();
	url = await cluster.createDatabase('subject');
	client = await cluster.connect(url);
	await client.query(subjectRoles + subjectSchema);
	await client.query(`INSERT INTO shop.customer (name) VALUES ('Ann'), ('Bo');
		INSERT INTO shop.invoice (customer_id) SELECT id FROM shop.customer;
		ALTER TABLE shop.invoice CLUSTER ON invoice_pkey`);
	await client.query(maintained);
	before = await snapshot(client);
});

afterAll(() => cluster.stop());

async function snapshot(on: pg.Client): Promise<SchemaSnapshot> {
	await on.query('BEGIN');
	try {
		return await readSchemaSnapshot(on, { excludeSchemas: ['bundle'] });
	} finally {
		await on.query('COMMIT');
	}
}

describe('maintenance leaves the same schema', () => {
	it.each(maintenance)('%s', async (_what, ...statements) => {
		for (const statement of statements) await client.query(statement);
		const after = await snapshot(client);
		expect(describeBriefly(diffSchemas(before, after))).toEqual([]);
		expect(snapshotDigest(after)).toBe(snapshotDigest(before));
	});
});

describe('the session that looks does not colour what it sees', () => {
	it.each([
		['search_path with the subject first', `SET search_path = shop, public`],
		['search_path in front of pg_catalog', `SET search_path = decoy, pg_catalog`],
		['quoted identifiers', `SET quote_all_identifiers = on`],
		['time zone', `SET TimeZone = 'Asia/Ho_Chi_Minh'`],
		['date style', `SET DateStyle = 'German'`],
		[
			'number and bytes',
			`SET extra_float_digits = -5; SET bytea_output = 'escape'; SET IntervalStyle = 'sql_standard'`,
		],
		['a temporary table called pg_class', `CREATE TEMP TABLE pg_class (a int)`],
	])('%s', async (_what, statement) => {
		const other = await cluster.connect('subject');
		await other.query(`CREATE SCHEMA IF NOT EXISTS decoy; ${statement}`);
		const after = await snapshot(other);
		await other.query('DROP SCHEMA decoy');
		await other.end();
		const expected = before.objects.length;
		const seen = after.objects.filter(({ name }) => !name.includes('decoy'));
		expect(describeBriefly(diffSchemas(before, { ...after, objects: seen }))).toEqual([]);
		expect(seen.length).toBe(expected);
	});

	it('a role that may read nothing sees the same schema', async () => {
		const asGardener = new URL(url);
		asGardener.username = 'gardener';
		asGardener.password = 'gardener';
		const gardener = await cluster.connect(asGardener.href);
		expect(diffSchemas(before, await snapshot(gardener))).toEqual({ added: [], removed: [], changed: [] });
	});
});

it('a privilege is one object, however many granted it', async () => {
	await client.query(`GRANT SELECT ON shop.base TO alice WITH GRANT OPTION; GRANT SELECT ON shop.base TO bob;
		GRANT USAGE ON SCHEMA shop TO alice; SET ROLE alice; GRANT SELECT ON shop.base TO bob; RESET ROLE`);
	const granted = describeBriefly(diffSchemas(before, await snapshot(client)));
	await client.query('REVOKE SELECT ON shop.base FROM bob; REVOKE SELECT ON shop.base FROM alice CASCADE');
	expect(granted).toEqual(['+ grant SELECT on table shop.base to alice', '+ grant SELECT on table shop.base to bob']);
	expect(describeBriefly(diffSchemas(before, await snapshot(client)))).toEqual([]);
});

it('options say the same in any order', async () => {
	await client.query('ALTER TABLE shop.base SET (fillfactor = 50, autovacuum_enabled = false)');
	const one = await snapshot(client);
	await client.query('ALTER TABLE shop.base RESET (fillfactor); ALTER TABLE shop.base SET (fillfactor = 50)');
	const other = await snapshot(client);
	await client.query('ALTER TABLE shop.base RESET (fillfactor, autovacuum_enabled)');
	expect(describeBriefly(diffSchemas(before, one))).toEqual(['~ table shop.base: options']);
	expect(other).toEqual(one);
});

it('the same schema made in another database, with other OIDs, is the same schema', async () => {
	const [one, other] = [await cluster.createDatabase('one'), await cluster.createDatabase('other')];
	const first = await cluster.connect(one);
	await first.query(subjectSchema);
	const second = await cluster.connect(other);
	await second.query('DO $$ BEGIN FOR i IN 1..50 LOOP CREATE TABLE t (a serial); DROP TABLE t; END LOOP; END $$');
	await second.query(`${subjectSchema}; ALTER TABLE shop.base DROP a; ALTER TABLE shop.base ADD a int`);
	const [original, remade] = [await snapshot(first), await snapshot(second)];
	expect(snapshotDigest(remade)).toBe(snapshotDigest(original));
	const oid = async (client: pg.Client) => (await client.query(`SELECT 'shop.base'::regclass::oid AS oid`)).rows[0].oid;
	expect(await oid(first)).not.toBe(await oid(second));
});
