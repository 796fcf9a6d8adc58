import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diffSchemas } from '../../../core/snapshot/diff-schemas.ts';
import { isAdditionsOnly } from '../../../core/snapshot/is-additions-only.ts';
import { objectKinds, type SchemaDelta, type SchemaSnapshot } from '../../../core/snapshot/schema-snapshot.ts';
import { readSchemaSnapshot } from '../../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';
import { additions } from './changes/additions.ts';
import { constraints, indexes } from './changes/constraints.ts';
import { database } from './changes/database.ts';
import { foreignData, replication } from './changes/foreign.ts';
import { functions } from './changes/functions.ts';
import { operators } from './changes/operators.ts';
import { privileges } from './changes/privileges.ts';
import type { SchemaChange } from './changes/schema-change.ts';
import { columns, tables } from './changes/tables.ts';
import { triggersAndRules } from './changes/triggers.ts';
import { textSearch, types } from './changes/types.ts';
import { viewsAndSequences } from './changes/views.ts';
import { describeBriefly } from './describe-briefly.ts';
import { subjectRoles, subjectSchema } from './subject-schema.ts';

let cluster: TestCluster;
let client: pg.Client;
let subject: SchemaSnapshot;
const excludeSchemas = ['bundle'];

const alterations = {
	'schemas and tables': tables,
	columns,
	constraints,
	'indexes and statistics': indexes,
	'views and sequences': viewsAndSequences,
	'functions, procedures, aggregates': functions,
	'triggers, rules, policies': triggersAndRules,
	'types, collations, conversions, casts': types,
	'operators, access methods, languages': operators,
	'text search': textSearch,
	'foreign data': foreignData,
	replication,
	privileges,
	'the database and its extensions': database,
};

beforeAll(async () => {
	cluster = await startTestCluster({ allow_system_table_mods: 'on', wal_level: 'logical' });
	client = await cluster.connect(await cluster.createDatabase('subject'));
	await client.query(subjectRoles + subjectSchema);
	await client.query('BEGIN');
	subject = await read();
	await client.query('ROLLBACK');
});

afterAll(() => cluster.stop());

const read = () => readSchemaSnapshot(client, { excludeSchemas });

/** Everything happens in one transaction that is rolled back, so that each row starts from the same subject. */
async function deltaOf({ before, change }: Pick<SchemaChange, 'before' | 'change'>): Promise<SchemaDelta> {
	await client.query('BEGIN');
	try {
		if (before !== '') await client.query(before);
		const old = before === '' ? subject : await read();
		await client.query(change);
		return diffSchemas(old, await read());
	} finally {
		await client.query('ROLLBACK');
	}
}

describe.each(Object.entries(alterations))('an alteration shows as exactly what it altered: %s', (_area, changes) => {
	it.each(changes)('$change', async (row) => {
		const delta = await deltaOf(row);
		expect(describeBriefly(delta)).toEqual(row.finds);
		expect(isAdditionsOnly(delta)).toBe(false);
	});
});

describe('an addition leaves every existing object as it was', () => {
	it.each(additions)('$change', async (row) => {
		const delta = await deltaOf(row);
		expect(describeBriefly(delta)).toEqual(row.finds);
		expect(isAdditionsOnly(delta)).toBe(true);
	});
});

describe('the catalogue', () => {
	const all = [...Object.values(alterations).flat(), ...additions];
	const kinds = new Set(
		all.flatMap(({ finds }) =>
			finds.map((line) => objectKinds.filter((kind) => line.slice(2).startsWith(`${kind} `)).at(-1)),
		),
	);

	it('holds more than 80 changes, and each once', () => {
		const texts = all.map(({ before, change }) => before + change);
		expect(new Set(texts).size).toBe(texts.length);
		expect(texts.length).toBeGreaterThan(80);
	});

	it('touches every kind of object', () => {
		expect(objectKinds.filter((kind) => !kinds.has(kind))).toEqual([]);
	});
});

describe('what lies outside the subject', () => {
	it.each([
		`ALTER TABLE bundle.secret ADD b int`,
		`CREATE TABLE bundle.more (a int); GRANT SELECT ON bundle.more TO bob`,
		`CREATE POLICY own ON bundle.secret USING (true)`,
		`CREATE FUNCTION bundle.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE EXECUTE ON FUNCTION bundle.f() FROM PUBLIC`,
		`ALTER DEFAULT PRIVILEGES IN SCHEMA bundle GRANT SELECT ON TABLES TO bob`,
		`CREATE TEMP TABLE mine (a int); GRANT SELECT ON mine TO bob`,
	])('%s', async (change) => {
		expect(describeBriefly(await deltaOf({ before: '', change }))).toEqual([]);
	});
});
