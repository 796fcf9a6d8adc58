/**
 * Exact counts of every table at one exported snapshot over two sessions, against one `count(*)` after the other:
 * `node bench/counts.ts`. Both run in one process, in turns; each figure is the best of its rounds.
 */
import type pg from 'pg';
import { quoteIdentifier } from '../core/sql/quote-identifier.ts';
import { beginReading, exportSnapshot, importSnapshot } from '../platform/postgres/backup/exported-snapshot.ts';
import { countRows } from '../platform/postgres/snapshot/count-rows.ts';
import { type ListedTable, listTables } from '../platform/postgres/snapshot/list-tables.ts';
import { startTestCluster, type TestCluster } from '../test/support/postgres.ts';
import { fillLargeDatabase } from './large-database.ts';

const rounds = 7;
const databases = [
	{ name: 'like_the_seeds', large: 12, small: 224 },
	{ name: 'many_small', large: 0, small: 2_000 },
	{ name: 'few_large', large: 8, small: 0 },
];

async function time(work: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await work();
	return performance.now() - began;
}

async function countOneByOne(client: pg.Client, tables: readonly ListedTable[]): Promise<number[]> {
	const counts: number[] = [];
	for (const { schema, name } of tables) {
		const { rows } = await client.query(`SELECT count(*) AS count FROM ${quoteIdentifier(schema, name)}`);
		counts.push(Number(rows[0]?.count));
	}
	return counts;
}

/** Both see the same instant; opening and importing it belongs to ours. */
async function race(cluster: TestCluster, name: string) {
	const [peer, holder] = [await cluster.connect(name), await cluster.connect(name)];
	await holder.query(beginReading);
	const snapshot = await exportSnapshot(holder);
	await peer.query(beginReading);
	await importSnapshot(peer, snapshot);
	const tables = await listTables(holder, { excludeSchemas: [] });
	const best = { peer: Infinity, peer_one_core: Infinity, ours: Infinity };
	let counts: number[] = [];
	for (let round = 0; round < rounds; round++) {
		await peer.query('SET LOCAL max_parallel_workers_per_gather = 2');
		best.peer = Math.min(best.peer, await time(async () => (counts = await countOneByOne(peer, tables))));
		await peer.query('SET LOCAL max_parallel_workers_per_gather = 0');
		best.peer_one_core = Math.min(best.peer_one_core, await time(() => countOneByOne(peer, tables)));
		const ours = await time(async () => {
			const helper = await cluster.connect(name);
			await helper.query(beginReading);
			await importSnapshot(helper, snapshot);
			const found = await countRows([holder, helper], tables);
			if (JSON.stringify(found.map(({ count }) => count)) !== JSON.stringify(counts)) throw new Error('counts differ');
			await helper.end();
		});
		best.ours = Math.min(best.ours, ours);
	}
	for (const client of [peer, holder]) await client.end();
	return { ...best, tables: tables.length };
}

const cluster = await startTestCluster({ shared_buffers: '1GB', max_locks_per_transaction: '256' });
try {
	for (const { name, ...sizes } of databases) {
		const client = await cluster.connect(await cluster.createDatabase(name));
		const megabytes = await fillLargeDatabase(client, sizes);
		await client.end();
		const { ours, peer, peer_one_core, tables } = await race(cluster, name);
		const figures = `ours ${ours.toFixed(0)} ms, one by one ${peer.toFixed(0)} ms (${peer_one_core.toFixed(0)} ms without parallel scans)`;
		console.log(
			`${name}: ${tables} tables, ${megabytes.toFixed(0)} MB: ${figures}; ratio ${(ours / peer).toFixed(2)} (${(ours / peer_one_core).toFixed(2)})`,
		);
	}
} finally {
	await cluster.stop();
}
