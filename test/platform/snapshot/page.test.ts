import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectKinds } from '../../../core/snapshot/schema-snapshot.ts';
import { catalogQueries } from '../../../platform/postgres/snapshot/catalog-queries.ts';
import { root } from '../../../scripts/setup/places.mjs';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';

let cluster: TestCluster;
let client: pg.Client;

beforeAll(async () => {
	cluster = await startTestCluster();
	client = await cluster.connect('postgres');
});

afterAll(() => cluster.stop());

const page = readFileSync(join(root, 'docs/schema-snapshot.md'), 'utf8');
const rows = new Map(
	[...page.matchAll(/^\| ([a-z ]+?) \| (?:`|.* `).*?\| (.*) \|$/gm)].map(([, kind = '', aspects = '']) => [
		kind,
		aspects,
	]),
);
/** Names of aspects as the page has them, without the words around. */
const wordsOf = (text: string) =>
	new Set(text.replaceAll(/\w+: |`[^`]*`|\([^)]*\)/g, (part) => (part.endsWith(': ') ? '' : ' ')).match(/[a-z_]+/g));

describe('docs/schema-snapshot.md', () => {
	it('has a row for every kind, in their order', () => {
		expect([...rows.keys()]).toEqual([...objectKinds]);
	});

	it.each(objectKinds)('names the aspects of %s', async (kind) => {
		const words = wordsOf(rows.get(kind) ?? '');
		const missing: string[] = [];
		for (const { sql } of catalogQueries.filter((query) => query.kind === kind)) {
			const { fields } = await client.query({ text: `SELECT * FROM (${sql}) described LIMIT 0`, values: [[]] });
			missing.push(...fields.map(({ name }) => name).filter((name) => !words.has(name)));
		}
		expect(missing.filter((name) => !['name', 'more', 'revoked'].includes(name))).toEqual([]);
	});
});
