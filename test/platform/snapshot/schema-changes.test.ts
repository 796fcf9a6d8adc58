import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diffSchemas } from '../../../core/snapshot/diff-schemas.ts';
import { isAdditionsOnly } from '../../../core/snapshot/is-additions-only.ts';
import type { SchemaSnapshot } from '../../../core/snapshot/schema-snapshot.ts';
import { readSchemaSnapshot } from '../../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';
import { additions } from './additions.ts';
import { alterations } from './alterations.ts';
import { describeBriefly } from './describe-briefly.ts';
import { subjectRoles, subjectSchema } from './subject-schema.ts';

let cluster: TestCluster;
let client: pg.Client;
let before: SchemaSnapshot;
const excludeSchemas = ['bundle'];

beforeAll(async () => {
	cluster = await startTestCluster({ allow_system_table_mods: 'on' });
	client = await cluster.connect(await cluster.createDatabase('subject'));
	await client.query(subjectRoles + subjectSchema);
	before = await snapshotAfter('');
});

afterAll(() => cluster.stop());

/** Everything happens in one transaction that is rolled back, so that each row starts from the same subject. */
async function snapshotAfter(ddl: string): Promise<SchemaSnapshot> {
	await client.query('BEGIN');
	try {
		await client.query(ddl);
		return await readSchemaSnapshot(client, { excludeSchemas });
	} finally {
		await client.query('ROLLBACK');
	}
}

describe('an alteration shows as exactly what it altered', () => {
	it.each(alterations)('%s', async (ddl, ...expected) => {
		const delta = diffSchemas(before, await snapshotAfter(ddl));
		expect(describeBriefly(delta)).toEqual(expected);
		expect(isAdditionsOnly(delta)).toBe(false);
	});
});

describe('an addition leaves every existing object as it was', () => {
	it.each(additions)('%s', async (ddl, ...expected) => {
		const delta = diffSchemas(before, await snapshotAfter(ddl));
		expect(describeBriefly(delta)).toEqual(expected);
		expect(isAdditionsOnly(delta)).toBe(true);
	});
});

describe('what lies outside the subject', () => {
	it.each([
		`ALTER TABLE bundle.secret ADD b int`,
		`CREATE TABLE bundle.more (a int); GRANT SELECT ON bundle.more TO bob`,
		`CREATE TEMP TABLE mine (a int)`,
	])('%s', async (ddl) => {
		expect(await snapshotAfter(ddl)).toEqual(before);
	});
});

/** Kinds without a description are at least counted, so that nobody takes silence for absence. */
const uncovered: readonly (readonly [kind: string, ddl: string])[] = [
	['access method', `CREATE ACCESS METHOD other TYPE INDEX HANDLER bthandler`],
	['aggregate', `CREATE AGGREGATE shop.total(int) (sfunc = int4pl, stype = int)`],
	['base type', `CREATE TYPE shop.shell`],
	['cast', `CREATE CAST (shop.mood AS bytea) WITH INOUT`],
	['collation', `CREATE COLLATION shop.plain FROM "C"`],
	['conversion', `CREATE CONVERSION shop.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8`],
	[
		'database privilege',
		`DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO bob', current_database()); END $$`,
	],
	[
		'database setting',
		`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = 999', current_database()); END $$`,
	],
	['default privileges', `ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO bob`],
	[
		'event trigger',
		`CREATE FUNCTION shop.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
		CREATE EVENT TRIGGER watch ON sql_drop EXECUTE FUNCTION shop.watch()`,
	],
	['foreign data wrapper', `CREATE FOREIGN DATA WRAPPER nowhere`],
	['foreign server', `CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER far FOREIGN DATA WRAPPER nowhere`],
	[
		'foreign table',
		`CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
		CREATE FOREIGN TABLE shop.away (a int) SERVER far`,
	],
	['language', `CREATE LANGUAGE other HANDLER plpgsql_call_handler`],
	['operator', `CREATE OPERATOR shop.~~~ (FUNCTION = int4pl, LEFTARG = int, RIGHTARG = int)`],
	['operator class', `CREATE OPERATOR CLASS shop.ops FOR TYPE int USING hash AS OPERATOR 1 =`],
	['operator family', `CREATE OPERATOR FAMILY shop.family USING hash`],
	['policy', `CREATE POLICY own ON shop.customer USING (name = current_user)`],
	['publication', `CREATE PUBLICATION news FOR TABLE shop.customer`],
	['rule', `CREATE RULE quiet AS ON DELETE TO shop.customer DO INSTEAD NOTHING`],
	['statistics object', `CREATE STATISTICS shop.pairs ON customer_id, paid FROM shop.invoice`],
	['subscription', `CREATE SUBSCRIPTION digest CONNECTION 'dbname=none' PUBLICATION news WITH (connect = false)`],
	['text search configuration', `CREATE TEXT SEARCH CONFIGURATION shop.words (COPY = simple)`],
	['text search dictionary', `CREATE TEXT SEARCH DICTIONARY shop.stems (TEMPLATE = simple)`],
	[
		'text search parser',
		`CREATE TEXT SEARCH PARSER shop.reader (START = prsd_start, GETTOKEN = prsd_nexttoken,
		END = prsd_end, LEXTYPES = prsd_lextype)`,
	],
	['text search template', `CREATE TEXT SEARCH TEMPLATE shop.shape (LEXIZE = dsimple_lexize)`],
	['transform', `CREATE TRANSFORM FOR shop.mood LANGUAGE sql (FROM SQL WITH FUNCTION varchar_support(internal))`],
	[
		'user mapping',
		`CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
		CREATE USER MAPPING FOR bob SERVER far`,
	],
	['object in a schema of PostgreSQL', `CREATE FUNCTION pg_catalog.hidden() RETURNS int LANGUAGE sql AS 'SELECT 1'`],
];

describe('what is not described is counted', () => {
	it('nothing on a subject of described kinds', () => {
		expect(before.not_covered).toEqual([]);
	});

	it.each(uncovered)('%s', async (kind, ddl) => {
		const { not_covered } = await snapshotAfter(ddl);
		expect(not_covered.map((entry) => entry.kind)).toContain(kind);
	});

	it('not in excluded schemas', async () => {
		const { not_covered } = await snapshotAfter(`CREATE POLICY own ON bundle.secret USING (true)`);
		expect(not_covered).toEqual([]);
	});
});
