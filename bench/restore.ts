/**
 * Our restore against raw pg_restore with the same flags: `node bench/restore.ts [large tables]`, by default 20 (some
 * 500 MB). Ours digests the archive before and looks at it after, proves the target's identity, restores in parts with
 * nothing outside in reach, watches the progress and judges every word. Both run in turns into new databases of one
 * private server; each figure is the best of its rounds. Last, what counting, digesting and describing the copy costs.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { dumpDatabase } from '../platform/postgres/backup/dump-database.ts';
import { beginReading, exportSnapshot } from '../platform/postgres/backup/exported-snapshot.ts';
import { withIntactArchive } from '../platform/postgres/clone/archive/intact-archive.ts';
import { restoreArchive } from '../platform/postgres/clone/restore-archive.ts';
import { parseConnectionUrl } from '../platform/postgres/connection-target.ts';
import { findPrograms } from '../platform/postgres/programs/find-programs.ts';
import { readServerIdentity } from '../platform/postgres/read-server-identity.ts';
import { countRows } from '../platform/postgres/snapshot/count-rows.ts';
import { listTables } from '../platform/postgres/snapshot/list-tables.ts';
import { readContentDigests } from '../platform/postgres/snapshot/read-content-digest.ts';
import { readSchemaSnapshot } from '../platform/postgres/snapshot/read-schema-snapshot.ts';
import { withReadOnly } from '../platform/postgres/transaction.ts';
import { startTestCluster } from '../test/support/postgres.ts';
import { fillLargeDatabase } from './large-database.ts';

const rounds = 3;
const large = Number(process.argv[2] ?? 20);
const jobs = Math.min(availableParallelism(), 4);

const [source, clone] = [
	await startTestCluster({ shared_buffers: '256MB' }),
	await startTestCluster({ max_wal_size: '4GB' }),
];
const folder = await mkdtemp(join(tmpdir(), 'bench-restore-'));
try {
	const url = await source.createDatabase('subject');
	const client = await source.connect(url);
	const megabytes = await fillLargeDatabase(client, { large, small: 200 });
	const programs = await findPrograms({ pgBin: source.binDir });
	const production = await readServerIdentity(client);
	await client.query(beginReading);
	const { id: snapshotId } = await exportSnapshot(client);
	const target = parseConnectionUrl(url);
	const archive = await dumpDatabase({
		programs,
		target,
		snapshotId,
		folder,
		name: 'a.dump',
		lockWaitTimeoutMs: 5_000,
		level: 6,
	});
	await client.query('ROLLBACK');
	const admin = await clone.connect('postgres');
	let number = 0;

	/** The time from an empty database to a full one. */
	const timed = async (restore: (into: string) => Promise<void>): Promise<number> => {
		const name = `copy_${++number}`;
		const into = await clone.createDatabase(name, { template: 'template0' });
		await admin.query('CHECKPOINT');
		const began = performance.now();
		await restore(into);
		const took = performance.now() - began;
		await admin.query(`DROP DATABASE ${name}`);
		return took;
	};
	const raw = () =>
		timed(async (into) => {
			const args = [`--dbname=${into}`, '--no-subscriptions', '--no-tablespaces', `--jobs=${jobs}`, archive.file];
			const program = spawn(join(clone.binDir, 'pg_restore'), args, { stdio: ['ignore', 'ignore', 'inherit'] });
			const code = await new Promise((resolve) => program.once('exit', resolve));
			if (code !== 0) throw new Error(`pg_restore ended with ${code}`);
		});
	const ours = () =>
		timed(async (into) => {
			const { verdict, raw: said } = await withIntactArchive(archive, (intact) =>
				restoreArchive({
					programs,
					target: parseConnectionUrl(into),
					archive: intact,
					production,
					jobs,
					onProgress: () => undefined,
				}),
			);
			if (verdict !== 'pass') throw new Error(said);
		});

	console.log(
		`${megabytes.toFixed(0)} MB, ${large + 200} tables, archive of ${(archive.size_bytes / 1e6).toFixed(0)} MB, ${jobs} jobs`,
	);
	const best = { raw: Number.POSITIVE_INFINITY, ours: Number.POSITIVE_INFINITY };
	for (let round = 0; round < rounds; round++) {
		best.raw = Math.min(best.raw, await raw());
		best.ours = Math.min(best.ours, await ours());
	}
	console.log(`raw pg_restore ${(best.raw / 1000).toFixed(2)} s, ours ${(best.ours / 1000).toFixed(2)} s`);
	console.log(`ours against raw: ${(best.ours / best.raw).toFixed(3)}`);

	const began = performance.now();
	await withReadOnly(client, async () => {
		const tables = await listTables(client, { excludeSchemas: [] });
		const counts = await countRows([client], tables);
		const counted = performance.now();
		await readContentDigests([client], tables);
		const digested = performance.now();
		const { objects } = await readSchemaSnapshot(client, { excludeSchemas: [] });
		const seconds = (from: number, to = performance.now()) => ((to - from) / 1000).toFixed(2);
		console.log(
			`to compare, one session: ${counts.length} counts ${seconds(began, counted)} s, all content ${seconds(counted, digested)} s, ${objects.length} objects ${seconds(digested)} s`,
		);
	});
} finally {
	await source.stop();
	await clone.stop();
	await rm(folder, { recursive: true });
}
