import { execFileSync } from 'node:child_process';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diffSchemas } from '../../../core/snapshot/diff-schemas.ts';
import type { SchemaSnapshot } from '../../../core/snapshot/schema-snapshot.ts';
import { snapshotDigest } from '../../../core/snapshot/snapshot-digest.ts';
import { readSchemaSnapshot } from '../../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';
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
		INSERT INTO shop.invoice (customer_id) SELECT id FROM shop.customer`);
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

/** Each is carried out for good, statement by statement: some of them refuse to run in a transaction. */
const maintenance: readonly (readonly [what: string, ...statements: string[]])[] = [
	['reading twice', 'SELECT 1'],
	['VACUUM FULL', 'VACUUM FULL'],
	['ANALYZE', 'ANALYZE'],
	['REINDEX', 'REINDEX DATABASE subject'],
	['REINDEX CONCURRENTLY', 'REINDEX TABLE CONCURRENTLY shop.invoice'],
	['CLUSTER', 'CLUSTER shop.invoice USING invoice_pkey'],
	[
		'TRUNCATE and new rows',
		'TRUNCATE shop.invoice',
		'INSERT INTO shop.invoice (customer_id) SELECT id FROM shop.customer',
	],
	['a sequence moved on', `SELECT setval('shop.ticket', 4711)`],
	['REFRESH', 'REFRESH MATERIALIZED VIEW CONCURRENTLY shop.totals'],
	[
		'a privilege revoked and given back in another order',
		'REVOKE ALL ON shop.customer FROM bob',
		'GRANT INSERT ON shop.customer TO bob',
		'GRANT SELECT ON shop.customer TO bob',
	],
	[
		'the default privileges spelt out',
		'GRANT ALL ON shop.base TO postgres',
		'GRANT EXECUTE ON FUNCTION shop.twice TO PUBLIC',
		'GRANT USAGE ON TYPE shop.mood TO PUBLIC',
	],
	[
		'a default dropped and set again',
		'ALTER TABLE shop.invoice ALTER paid DROP DEFAULT',
		'ALTER TABLE shop.invoice ALTER paid SET DEFAULT false',
	],
	[
		'a constraint dropped and made again',
		'ALTER TABLE shop.customer DROP CONSTRAINT score_positive',
		'ALTER TABLE shop.customer ADD CONSTRAINT score_positive CHECK (score >= 0)',
	],
	[
		'a foreign key written without its schema',
		'ALTER TABLE shop.invoice DROP CONSTRAINT invoice_customer',
		'SET search_path = shop',
		'ALTER TABLE invoice ADD CONSTRAINT invoice_customer FOREIGN KEY (customer_id) REFERENCES customer',
		'RESET search_path',
	],
	[
		'an index dropped and made again',
		'DROP INDEX shop.invoice_paid',
		'CREATE INDEX invoice_paid ON shop.invoice USING btree (paid) WHERE (NOT paid)',
	],
	[
		'a trigger dropped and made again',
		'DROP TRIGGER invoice_touch ON shop.invoice',
		'CREATE TRIGGER invoice_touch BEFORE UPDATE ON shop.invoice FOR EACH ROW EXECUTE FUNCTION shop.touch()',
	],
	[
		'a function replaced by itself',
		'CREATE OR REPLACE FUNCTION shop.twice(x int) RETURNS int LANGUAGE sql AS $$ SELECT x * 2 $$',
	],
	[
		'columns in another physical order',
		'ALTER TABLE shop."Odd Table" DROP COLUMN "Odd Column"',
		'ALTER TABLE shop."Odd Table" ADD COLUMN "Odd Column" int',
	],
	[
		'a partition detached and attached',
		'ALTER TABLE shop.event DETACH PARTITION shop.event_2024',
		`ALTER TABLE shop.event ATTACH PARTITION shop.event_2024
			FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00')`,
	],
	[
		'a trigger disabled and enabled',
		'ALTER TABLE shop.invoice DISABLE TRIGGER ALL',
		'ALTER TABLE shop.invoice ENABLE TRIGGER ALL',
	],
];

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

it('a dump restored into another database gives the same schema', async () => {
	const target = await cluster.createDatabase('restored');
	const archive = execFileSync(`${cluster.binDir}/pg_dump`, ['-Fc', '-d', url], { maxBuffer: 1 << 28 });
	execFileSync(`${cluster.binDir}/pg_restore`, ['--exit-on-error', '-d', target], { input: archive });
	const restored = await cluster.connect(target);
	const after = await snapshot(restored);
	expect(describeBriefly(diffSchemas(before, after))).toEqual([]);
	expect(snapshotDigest(after)).toBe(snapshotDigest(before));
});
