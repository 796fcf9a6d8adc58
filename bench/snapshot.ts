/**
 * The schema snapshot against `pg_dump --schema-only`, and its diff against @pgkit/migra:
 * `node bench/snapshot.ts [tables …]`, by default 236, 2000 and 5000 tables.
 *
 * Both sides run in turns on one private server, each on a connection of its own made for the round, which counts in,
 * as pg_dump makes its own. Each figure is the best of its rounds, for the others measure the machine.
 */
import { spawnSync } from 'node:child_process';
import { run as migra } from '@pgkit/migra';
import pg from 'pg';
import { diffSchemas } from '../core/snapshot/diff-schemas.ts';
import type { SchemaSnapshot } from '../core/snapshot/schema-snapshot.ts';
import { snapshotDigest } from '../core/snapshot/snapshot-digest.ts';
import type { Session } from '../platform/postgres/session.ts';
import { readSchemaSnapshot } from '../platform/postgres/snapshot/read-schema-snapshot.ts';
import { startTestCluster, type TestCluster } from '../test/support/postgres.ts';
import { directusLikeChanges, directusLikeRoles, directusLikeSchema } from './directus-like-schema.ts';

const rounds = 5;
const sizes = process.argv.slice(2).map(Number);
// PostgreSQL's own default of memory, which the tests do not need; locks for transactions that make many tables.
const cluster = await startTestCluster({ shared_buffers: '128MB', max_locks_per_transaction: '4096' });
try {
	const admin = await cluster.connect('postgres');
	await admin.query(directusLikeRoles);
	for (const tables of sizes.length > 0 ? sizes : [236, 2000, 5000]) await measure(cluster, tables);
} finally {
	await cluster.stop();
}
// The peer leaves its pools open.
process.exit(0);

async function measure(cluster: TestCluster, tables: number): Promise<void> {
	const url = await makeDatabase(cluster, `subject_${tables}`, directusLikeSchema(tables));
	let queries = 0;
	const best = await inTurns({
		'pg_dump --schema-only': () => dump(cluster, url),
		'snapshot, one connection': async () => void (await snapshot(url, () => (queries += 1))),
		'snapshot and digest': async () => void snapshotDigest(await snapshot(url)),
		'snapshot, two connections': async () => void (await snapshotOnTwo(url)),
	});
	print(`${tables} tables, ${queries / rounds} queries`, best);
	// The peer needs minutes for more.
	if (tables > 2000) return;
	const other = await makeDatabase(cluster, `other_${tables}`, [...directusLikeSchema(tables), directusLikeChanges]);
	const compared = await inTurns(
		{
			'@pgkit/migra': async () => {
				const { sql } = await migra(url, other, { unsafe: true, withPrivileges: true });
				if (!sql.includes('added_later')) throw new Error('the peer found nothing');
			},
			'two snapshots and their diff': async () => {
				const delta = diffSchemas(await snapshot(url), await snapshot(other));
				if (!delta.added.some(({ name }) => name.endsWith('added_later'))) throw new Error('the diff found nothing');
			},
		},
		3,
	);
	print(`diff of ${tables} tables`, compared);
}

async function makeDatabase(cluster: TestCluster, name: string, schema: readonly string[]): Promise<string> {
	const url = await cluster.createDatabase(name);
	const client = await cluster.connect(url);
	for (const statements of schema) await client.query(statements);
	await client.query('VACUUM ANALYZE');
	await client.end();
	return url;
}

function dump({ binDir }: TestCluster, url: string): void {
	const { status, stderr } = spawnSync(`${binDir}/pg_dump`, ['--schema-only', '--file=/dev/null', '-d', url]);
	if (status !== 0) throw new Error(String(stderr));
}

async function snapshot(url: string, count: () => void = () => undefined): Promise<SchemaSnapshot> {
	return withTransaction(url, (client) => {
		const counting: Session = {
			query: (text, values) => {
				count();
				return client.query(text, values);
			},
		};
		return readSchemaSnapshot(counting, { excludeSchemas: [] });
	});
}

/** Both see one exported snapshot, as the connections of a backup do. */
async function snapshotOnTwo(url: string): Promise<SchemaSnapshot> {
	return withTransaction(url, async (client) => {
		const { rows } = await client.query('SELECT pg_export_snapshot() AS id');
		return withTransaction(url, async (helper) => {
			await helper.query(`SET TRANSACTION SNAPSHOT '${String(rows[0].id)}'`);
			return readSchemaSnapshot(client, { excludeSchemas: [], alongside: [helper] });
		});
	});
}

async function withTransaction<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
		return await work(client);
	} finally {
		await client.end();
	}
}

/** Milliseconds, the best of its rounds, of each; the first is what the others are measured against. */
async function inTurns(
	contestants: Readonly<Record<string, () => Promise<void> | void>>,
	times = rounds,
): Promise<Map<string, number>> {
	const best = new Map<string, number>();
	for (let round = 0; round < times; round += 1) {
		for (const [name, work] of Object.entries(contestants)) {
			const started = performance.now();
			await work();
			best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, performance.now() - started));
		}
	}
	return best;
}

function print(title: string, best: ReadonlyMap<string, number>): void {
	const [peer = 1] = best.values();
	const lines = [...best].map(
		([name, milliseconds]) =>
			`  ${name.padEnd(32)}${milliseconds.toFixed(0).padStart(8)} ms   ${(milliseconds / peer).toFixed(2)} ×`,
	);
	process.stdout.write(`${title}\n${lines.join('\n')}\n`);
}
