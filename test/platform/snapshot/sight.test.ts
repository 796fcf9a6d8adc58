import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSnapshot } from '../../../core/snapshot/parse-snapshot.ts';
import type { SchemaSnapshot } from '../../../core/snapshot/schema-snapshot.ts';
import { snapshotDigest } from '../../../core/snapshot/snapshot-digest.ts';
import { readSchemaSnapshot } from '../../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';
import { richRoles, richSchema } from './rich-schema.ts';

const canary = 'canary-4f1d9c';
const secrets = `
	ALTER USER MAPPING FOR bob SERVER far OPTIONS (SET password '${canary}');
	ALTER SUBSCRIPTION digest CONNECTION 'dbname=none password=${canary}';
	CREATE FOREIGN DATA WRAPPER cloud OPTIONS (api_key '${canary}', region 'somewhere');
	CREATE SERVER box FOREIGN DATA WRAPPER cloud OPTIONS (access_token '${canary}', "Client_Secret" '${canary}');
	CREATE FOREIGN TABLE shop.far_off (a int OPTIONS (passphrase '${canary}')) SERVER box OPTIONS (private '${canary}');
	ALTER DATABASE subject SET app.jwt_secret = '${canary}';
	ALTER ROLE bob IN DATABASE subject SET app.token = '${canary}';`;

let cluster: TestCluster;
let url: string;
let client: pg.Client;
let seen: SchemaSnapshot;

beforeAll(async () => {
	cluster = await startTestCluster({ wal_level: 'logical' });
	url = await cluster.createDatabase('subject');
	client = await cluster.connect(url);
	await client.query(richRoles);
	await client.query(richSchema);
	await client.query(secrets);
	seen = await snapshot(client);
});

afterAll(() => cluster.stop());

async function snapshot(on: pg.Client): Promise<SchemaSnapshot> {
	await on.query('BEGIN READ ONLY');
	try {
		return await readSchemaSnapshot(on, { excludeSchemas: ['bundle'] });
	} finally {
		await on.query('ROLLBACK');
	}
}

const aspects = (kind: string, name: string) =>
	seen.objects.find((object) => object.kind === kind && object.name === name)?.aspects;

it('a role that may do nothing sees the same schema as a superuser', async () => {
	const asGardener = new URL(url);
	asGardener.username = 'gardener';
	asGardener.password = 'gardener';
	const gardener = await cluster.connect(asGardener.href);
	expect(await snapshot(gardener)).toEqual(seen);
});

describe('no secret is part of a snapshot', () => {
	it('whatever the role that takes it may see', () => {
		expect(JSON.stringify(seen)).not.toContain(canary);
	});

	it('but that there is something, by its name', () => {
		expect(aspects('foreign data wrapper', 'cloud')?.['options']).toEqual([
			'api_key (value not shown)',
			'region=somewhere',
		]);
		expect(aspects('foreign server', 'box')?.['options']).toEqual([
			'Client_Secret (value not shown)',
			'access_token (value not shown)',
		]);
		expect(aspects('foreign table', 'shop.far_off')?.['options']).toEqual(['private (value not shown)']);
		expect(aspects('column', 'shop.far_off.a')?.['foreign_options']).toEqual(['passphrase (value not shown)']);
		expect(aspects('user mapping', 'bob on far')).toEqual({});
		expect(aspects('database', 'current')).toMatchObject({
			'setting app.jwt_secret': '(value not shown)',
			'setting app.token of role bob': '(value not shown)',
		});
	});
});

describe('what no snapshot describes', () => {
	it('is named in it, with a reason', () => {
		const kinds = seen.not_covered.map(({ kind }) => kind);
		for (const part of ['large object', 'role', 'user mapping', 'subscription', 'extension'])
			expect(kinds.some((kind) => kind.includes(part))).toBe(true);
		expect(seen.not_covered.every(({ reason }) => reason !== '')).toBe(true);
	});

	it('large objects are counted, and no part of the digest', async () => {
		await client.query('SELECT lo_create(0) FROM generate_series(1, 7)');
		const later = await snapshot(client);
		expect(later.not_covered.find(({ kind }) => kind === 'large object')?.count).toBe(7);
		expect(snapshotDigest(later)).toBe(snapshotDigest(seen));
	});
});

it('is read back from JSON as it was', () => {
	expect(parseSnapshot(JSON.parse(JSON.stringify(seen)))).toEqual(seen);
});
