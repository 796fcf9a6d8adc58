/**
 * Our dump against raw pg_dump with the same flags, into a file: `node bench/backup.ts [large tables]`, by default 20
 * (some 700 MB). Ours digests while it writes, and reads size and opening back; both leave the file synced.
 * Both run in turns on one private server; each figure is the best of its rounds. Last, what digesting every table's
 * content and counting it costs, which a backup does beside its dump.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dumpDatabase } from '../platform/postgres/backup/dump-database.ts';
import { beginReading, exportSnapshot } from '../platform/postgres/backup/exported-snapshot.ts';
import { parseConnectionUrl } from '../platform/postgres/connection-target.ts';
import { findPrograms } from '../platform/postgres/programs/find-programs.ts';
import { countRows } from '../platform/postgres/snapshot/count-rows.ts';
import { listTables } from '../platform/postgres/snapshot/list-tables.ts';
import { readContentDigests } from '../platform/postgres/snapshot/read-content-digest.ts';
import { startTestCluster } from '../test/support/postgres.ts';
import { fillLargeDatabase } from './large-database.ts';

const rounds = 3;
const large = Number(process.argv[2] ?? 20);

const cluster = await startTestCluster({ shared_buffers: '1GB' });
const folder = await mkdtemp(join(tmpdir(), 'bench-backup-'));
try {
	const url = await cluster.createDatabase('subject');
	const client = await cluster.connect(url);
	const megabytes = await fillLargeDatabase(client, { large, small: 200 });
	const target = parseConnectionUrl(url);
	const programs = await findPrograms({ pgBin: cluster.binDir });
	await client.query(beginReading);
	const { id } = await exportSnapshot(client);
	let number = 0;

	const raw = async (level: number): Promise<number> => {
		const file = join(folder, `${++number}.dump`);
		const args = ['--format=custom', `--compress=${level}`, `--snapshot=${id}`, '--lock-wait-timeout=5000'];
		const began = performance.now();
		const code = await new Promise((resolve) =>
			spawn(join(cluster.binDir, 'pg_dump'), [`--dbname=${url}`, ...args, `--file=${file}`], { stdio: 'inherit' }).once(
				'exit',
				resolve,
			),
		);
		const took = performance.now() - began;
		if (code !== 0) throw new Error(`pg_dump ended with ${code}`);
		await rm(file);
		return took;
	};
	const ours = async (level: number): Promise<number> => {
		const name = `${++number}.dump`;
		const began = performance.now();
		await dumpDatabase({ programs, target, snapshotId: id, folder, name, lockWaitTimeoutMs: 5_000, level });
		const took = performance.now() - began;
		await rm(join(folder, name));
		return took;
	};

	console.log(`${megabytes.toFixed(0)} MB, ${large + 200} tables`);
	const best = await inTurns({
		'raw -Z6': () => raw(6),
		'ours -Z6': () => ours(6),
		'raw -Z1': () => raw(1),
		'ours -Z1': () => ours(1),
		'raw -Z0': () => raw(0),
		'ours -Z0': () => ours(0),
	});
	const ratio = (one: keyof typeof best, other: keyof typeof best) => (best[one] / best[other]).toFixed(3);
	console.log(
		`ours against raw: -Z6 ${ratio('ours -Z6', 'raw -Z6')}, -Z1 ${ratio('ours -Z1', 'raw -Z1')}, -Z0 ${ratio('ours -Z0', 'raw -Z0')}`,
	);
	console.log(`profile fast against raw -Z6: ${ratio('ours -Z1', 'raw -Z6')}`);

	const tables = await listTables(client, { excludeSchemas: [] });
	const began = performance.now();
	await countRows([client], tables);
	const counted = performance.now();
	await readContentDigests([client], tables);
	console.log(
		`on one session: counts ${(counted - began).toFixed(0)} ms, content of every table ${(performance.now() - counted).toFixed(0)} ms`,
	);
} finally {
	await cluster.stop();
	await rm(folder, { recursive: true });
}

async function inTurns<Name extends string>(runs: Record<Name, () => Promise<number>>): Promise<Record<Name, number>> {
	const names = Object.keys(runs) as Name[];
	const best = Object.fromEntries(names.map((name) => [name, Number.POSITIVE_INFINITY])) as Record<Name, number>;
	for (let round = 0; round < rounds; round++)
		for (const name of names) best[name] = Math.min(best[name], await runs[name]());
	for (const name of names) console.log(`${name.padEnd(10)} ${(best[name] / 1000).toFixed(2)} s`);
	return best;
}
