import { execFileSync } from 'node:child_process';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toComparable } from '../../../core/snapshot/comparable.ts';
import { describeDelta } from '../../../core/snapshot/describe-delta.ts';
import { diffSchemas } from '../../../core/snapshot/diff-schemas.ts';
import type { SchemaSnapshot } from '../../../core/snapshot/schema-snapshot.ts';
import { readSchemaSnapshot } from '../../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';
import { describeBriefly } from './describe-briefly.ts';
import { richRoles, richSchema } from './rich-schema.ts';

let source: TestCluster;
let target: TestCluster;
let original: SchemaSnapshot;
let copy: pg.Client;
let copyUrl: string;

beforeAll(async () => {
	[source, target] = await Promise.all([startTestCluster({ wal_level: 'logical' }), startTestCluster()]);
	const url = await source.createDatabase('subject');
	const client = await source.connect(url);
	await client.query(richRoles);
	await client.query(richSchema);
	await client.query('REFRESH MATERIALIZED VIEW shop.totals; ALTER TABLE shop.customer DISABLE TRIGGER ALL');
	await client.query(`INSERT INTO shop.base VALUES (1), (1)`);
	await client.query('CREATE UNIQUE INDEX CONCURRENTLY base_once ON shop.base (a)').catch(() => undefined);
	original = await snapshot(client);

	const admin = await target.connect('postgres');
	await admin.query(richRoles);
	// Another server counts its OIDs from elsewhere.
	await admin.query('SELECT lo_unlink(lo_create(0)) FROM generate_series(1, 2000)');
	copyUrl = await restoreInto('restored', source, url);
	copy = await target.connect(copyUrl);
});

afterAll(() => Promise.all([source.stop(), target.stop()]));

async function restoreInto(name: string, from: TestCluster, url: string): Promise<string> {
	const archive = execFileSync(`${from.binDir}/pg_dump`, ['-Fc', '-d', url], { maxBuffer: 1 << 28 });
	const options = ['--exit-on-error', '--no-subscriptions', '--no-tablespaces'];
	const restored = await target.createDatabase(name, { template: 'template0' });
	execFileSync(`${target.binDir}/pg_restore`, [...options, '-d', restored], { input: archive });
	return restored;
}

async function snapshot(client: pg.Client): Promise<SchemaSnapshot> {
	await client.query('BEGIN');
	try {
		return await readSchemaSnapshot(client, { excludeSchemas: ['bundle'] });
	} finally {
		await client.query('ROLLBACK');
	}
}

async function compareAfter(damage: string) {
	await copy.query('BEGIN');
	try {
		await copy.query(damage);
		const damaged = await readSchemaSnapshot(copy, { excludeSchemas: ['bundle'] });
		return diffSchemas(toComparable(original), toComparable(damaged));
	} finally {
		await copy.query('ROLLBACK');
	}
}

describe('a copy restored with owners and privileges', () => {
	it('equals its source in all that is comparable', async () => {
		const restored = await snapshot(copy);
		expect(describeDelta(diffSchemas(toComparable(original), toComparable(restored)))).toEqual([]);
		expect(toComparable(restored).objects.length).toBeGreaterThan(200);
	});

	/** Else equality would say nothing: without the reduction, each of these is a false alarm. */
	it('is not equal as it stands', async () => {
		const restored = await snapshot(copy);
		expect(describeBriefly(diffSchemas(original, restored))).toEqual([
			'- index shop.base_once',
			'- operator shop.!=!(integer, integer)',
			'- subscription digest',
			'~ column shop.state.open: generated',
			'~ constraint shop.away.away_b_check: definition',
			'~ constraint shop.grade.grade_check: definition',
			'~ constraint shop.state.state_status_check: definition',
			'~ function shop.among(character varying, integer[]): body',
			'~ index shop.state_open: where',
			'~ materialized view shop.empty: definition',
			'~ policy shop.state.narrow: check',
			'~ policy shop.state.own: using',
			'~ rule shop.state.quiet: definition',
			'~ statistics object shop.pairs: expressions',
			'~ table shop.customer: internal_triggers',
			'~ table shop.log: partition_key',
			'~ trigger shop.state.state_touch: definition',
			'~ view shop.open: definition',
		]);
	});

	it('is stable from then on: a copy of the copy is the copy', async () => {
		const again = await target.connect(await restoreInto('again', target, copyUrl));
		expect(diffSchemas(await snapshot(copy), await snapshot(again))).toEqual({ added: [], removed: [], changed: [] });
	});
});

describe('what is missing or other in a copy is found', () => {
	it.each([
		['DROP INDEX shop.state_label', '- index shop.state_label'],
		['DROP INDEX shop.log_unfinished', '- index shop.log_unfinished'],
		['REVOKE SELECT ON shop.state FROM bob', '- grant SELECT on table shop.state to bob'],
		['REVOKE UPDATE (note) ON shop.invoice FROM bob', '- grant UPDATE on column shop.invoice.note to bob'],
		[
			'GRANT EXECUTE ON FUNCTION shop.twice TO PUBLIC',
			'- revocation EXECUTE on function shop.twice(integer) from PUBLIC',
		],
		['DROP EXTENSION pgcrypto', '- extension pgcrypto'],
		['DROP TRIGGER state_touch ON shop.state', '- trigger shop.state.state_touch'],
		['ALTER TABLE shop.state ENABLE TRIGGER state_touch', '~ trigger shop.state.state_touch: enabled'],
		['DROP EVENT TRIGGER watch', '- event trigger watch'],
		['DROP POLICY narrow ON shop.state', '- policy shop.state.narrow'],
		[`ALTER POLICY narrow ON shop.state WITH CHECK (status IN ('draft', 'y'))`, '~ policy shop.state.narrow: check'],
		['ALTER TABLE shop.state DISABLE ROW LEVEL SECURITY', '~ table shop.state: row_security'],
		['ALTER TABLE shop.state DROP CONSTRAINT pair', '- constraint shop.state.pair'],
		['ALTER TABLE shop.state ALTER status DROP DEFAULT', '~ column shop.state.status: default'],
		[
			'ALTER TABLE shop.state OWNER TO bob',
			'- grant SELECT on table shop.state to bob',
			'~ sequence shop.state_id_seq: owner',
			'~ table shop.state: owner',
		],
		['REFRESH MATERIALIZED VIEW shop.empty', '~ materialized view shop.empty: populated'],
		['DROP RULE quiet ON shop.state', '- rule shop.state.quiet'],
		['ALTER SEQUENCE shop.state_id_seq INCREMENT 3', '~ sequence shop.state_id_seq: increment'],
		['DROP STATISTICS shop.pairs', '- statistics object shop.pairs'],
		['DROP USER MAPPING FOR bob SERVER far', '- user mapping bob on far'],
		['DROP PUBLICATION news', '- publication news', '- publication member table shop.state in news'],
		['COMMENT ON POLICY own ON shop.state IS NULL', '~ policy shop.state.own: comment'],
		[
			'CREATE OR REPLACE FUNCTION shop.twice(x int) RETURNS int LANGUAGE sql AS $$ SELECT x * 3 $$',
			'~ function shop.twice(integer): source',
		],
	])('%s', async (damage, ...finds) => {
		expect(describeBriefly(await compareAfter(damage))).toEqual(finds);
	});
});
