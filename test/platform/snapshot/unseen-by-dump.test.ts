import { execFileSync } from 'node:child_process';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { diffSchemas } from '../../../core/snapshot/diff-schemas.ts';
import type { SchemaSnapshot } from '../../../core/snapshot/schema-snapshot.ts';
import { readSchemaSnapshot } from '../../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';
import { describeBriefly } from './describe-briefly.ts';
import { subjectRoles, subjectSchema } from './subject-schema.ts';

let cluster: TestCluster;
let url: string;
let client: pg.Client;

beforeAll(async () => {
	cluster = await startTestCluster({ allow_system_table_mods: 'on' });
	url = await cluster.createDatabase('subject');
	client = await cluster.connect(url);
	await client.query(subjectRoles + subjectSchema);
	await client.query(`CREATE EXTENSION hstore VERSION '1.7'; INSERT INTO shop.base VALUES (1), (1);
		REFRESH MATERIALIZED VIEW shop.totals`);
});

afterAll(() => cluster.stop());

async function snapshot(): Promise<SchemaSnapshot> {
	await client.query('BEGIN');
	try {
		return await readSchemaSnapshot(client, { excludeSchemas: ['bundle'] });
	} finally {
		await client.query('ROLLBACK');
	}
}

/** Without the random words that newer versions write to guard the file against psql commands in it. */
function dump(): string {
	const text = execFileSync(`${cluster.binDir}/pg_dump`, ['--schema-only', '-d', url], { encoding: 'utf8' });
	return text.replaceAll(/^\\(un)?restrict .*$/gm, '');
}

const unseen: readonly (readonly [statement: string, ...finds: string[]])[] = [
	// Fails on the two equal rows, and leaves an index that nobody uses and every write has to maintain.
	['CREATE UNIQUE INDEX CONCURRENTLY base_once ON shop.base (a)', '+ index shop.base_once'],
	['ALTER TABLE shop.customer DISABLE TRIGGER ALL', '~ table shop.customer: internal_triggers'],
	['REFRESH MATERIALIZED VIEW shop.totals WITH NO DATA', '~ materialized view shop.totals: populated'],
	[`ALTER EXTENSION hstore UPDATE TO '1.8'`, '~ extension hstore: members, version'],
	['ALTER DATABASE subject SET search_path = shop', '~ database current: setting search_path'],
	[
		'ALTER ROLE bob IN DATABASE subject SET statement_timeout = 7',
		'~ database current: setting statement_timeout of role bob',
	],
	['ALTER DATABASE subject CONNECTION LIMIT 7', '~ database current: connection_limit'],
	['ALTER DATABASE subject OWNER TO alice', '~ database current: owner'],
	['GRANT CREATE ON DATABASE subject TO bob', '+ grant CREATE on database to bob'],
	[`COMMENT ON DATABASE subject IS 'x'`, '~ database current: comment'],
	[
		`CREATE FUNCTION pg_catalog.hidden() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
		'+ system object function pg_catalog.hidden()',
	],
	[`CREATE TABLE pg_catalog.pg_hidden (a int)`, '+ system object table pg_catalog.pg_hidden'],
];

it.each(unseen)('pg_dump shows nothing of it, the snapshot does: %s', async (statement, ...finds) => {
	const [dumpBefore, before] = [dump(), await snapshot()];
	await client
		.query(statement)
		.catch((error: Error) => expect(error.message).toContain('could not create unique index'));
	expect(dump()).toBe(dumpBefore);
	expect(describeBriefly(diffSchemas(before, await snapshot()))).toEqual(finds);
});

it('such an index says that it is not valid', async () => {
	const { objects } = await snapshot();
	expect(objects.find(({ name }) => name === 'shop.base_once')?.aspects).toMatchObject({ valid: false, unique: true });
	expect(objects.filter(({ kind, aspects }) => kind === 'index' && 'valid' in aspects)).toHaveLength(1);
});
