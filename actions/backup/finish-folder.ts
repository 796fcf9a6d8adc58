import { backupObstacle } from '../../core/backup/backup-obstacle.ts';
import { findRowsMissing } from '../../core/backup/find-rows-missing.ts';
import { type BackupManifest, backupManifest } from '../../core/backup/manifest.ts';
import type { WrittenFile } from '../../core/backup/port.ts';
import { deriveRetainUntil } from '../../core/backup/retention.ts';
import { renderSha256Sums } from '../../core/backup/sha256-sums.ts';
import { sha256 } from '../../core/digest/sha256.ts';
import type { BackupTaken } from '../../core/evidence/bodies.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import { writePrivately } from '../../platform/artifacts/artifact-store.ts';
import { readBackArchive } from '../../platform/postgres/backup/read-back-archive.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import type { ActionContext } from '../run/action-context.ts';
import { archiveName, type DumpedInstant, type DumpOneInstant } from './dump-one-instant.ts';
import { keepReading } from './read-instant.ts';
import { sumOf } from './take-snapshot.ts';

const manifestName = 'manifest.json';

export interface FinishedBackup {
	/** Name of its folder, to sort by the snapshot's time. */
	readonly name: string;
	readonly body: BackupTaken;
	readonly kept: Awaited<ReturnType<typeof keepReading>>;
}

interface Finish extends Omit<DumpOneInstant, 'onStage'> {
	readonly id: string;
	/** By the server's clock. */
	readonly started_at: string;
}

/**
 * Reads the archive back, and writes what belongs beside it: schema as SQL, globals, manifest, SHA256SUMS.
 * @returns the folder's name and what the ledger is told of it
 */
export async function finishFolder(
	context: ActionContext,
	order: Finish,
	dumped: DumpedInstant,
): Promise<FinishedBackup> {
	const { folder, programs, id } = order;
	const { archive, instant, globals, reading } = dumped;
	const began = performance.now();
	const { entries, schema } = await readBackArchive(programs, archive, { folder, name: 'schema.sql' });
	const missing = findRowsMissing(instant.tables, entries);
	if (missing.length > 0)
		throw backupObstacle('fail', `The archive holds no rows of ${missing.join(', ')}.`, { missing });
	const read_back = (performance.now() - began) / 1000;
	const globalsJson = { format: 'globals-v1', taken_at: reading.taken_at, ...globals.value };
	const files = [
		plainName(schema),
		await writeText(folder, 'globals.json', `${JSON.stringify(globalsJson, null, '\t')}\n`),
		await writeText(folder, 'globals.sql', globals.sql),
	];
	const kept = await keepReading(context.site, reading);
	const manifest = await describe(context, order, dumped, { files, kept, read_back, entries: entries.length });
	const described = await writeText(folder, manifestName, `${JSON.stringify(manifest, null, '\t')}\n`);
	const summed = [plainName(archive), ...files, described];
	const sums = await writeText(folder, 'SHA256SUMS', renderSha256Sums(summed));
	const name = `${reading.taken_at.replaceAll(/[-:]|\.\d+/g, '')}-${id.slice(0, 8)}`;
	const beside = [...files, described, sums].map((file) => ({ ...file, file: `${name}/${file.file}` }));
	return { name, kept, body: toBody(manifest, name, beside) };
}

async function describe(
	{ site, client }: ActionContext,
	{ run, programs, started_at }: Finish,
	{ archive, instant, reading, seconds }: DumpedInstant,
	{
		files,
		kept,
		read_back,
		entries,
	}: Pick<FinishedBackup, 'kept'> & {
		readonly files: readonly WrittenFile[];
		readonly read_back: number;
		readonly entries: number;
	},
): Promise<BackupManifest> {
	const { server_version, large_objects, ...beyond_rows } = reading.beyond;
	const { role_is_superuser: _, ...server } = instant.server;
	return backupManifest.parse({
		format: 'backup-manifest-v1',
		product: { name: 'dot-iu-cutter', tool_revision: site.toolRevision },
		run: run.run.id,
		plan: run.plan.file.id,
		plan_digest: run.plan.digest,
		environment: run.run.environment,
		server: { version: server_version, ...server },
		client: { pg_dump: programs.pg_dump?.version, pg_restore: programs.pg_restore?.version },
		snapshot: instant.snapshot,
		started_at,
		finished_at: (await readClock(client)).toISOString(),
		seconds: { instant: seconds, dump: archive.seconds, read_back },
		archive: { ...plainName(archive), flags: archive.flags, entries },
		files,
		totals: {
			tables: reading.counts.length,
			rows: sumOf(reading.counts),
			objects: reading.schema.objects.length,
			large_objects,
		},
		schema_digest: kept.schema_digest,
		artifacts: { schema: kept.schema_artifact, counts: kept.counts_artifact, columns: kept.columns_artifact },
		beyond_rows,
		excluded_schemas: [...ownSchemas],
		warnings: archive.warnings,
		retain_until: deriveRetainUntil(reading.taken_at, site.env.RETENTION_DAYS),
	});
}

function toBody(manifest: BackupManifest, folder: string, files: readonly WrittenFile[]): BackupTaken {
	const { archive, snapshot, server, totals, artifacts } = manifest;
	return {
		sha256: archive.sha256,
		size_bytes: archive.size_bytes,
		file: `${folder}/${archiveName}`,
		taken_at: snapshot.taken_at,
		lsn: snapshot.lsn,
		server: { system_identifier: server.system_identifier, database: server.database, version_num: server.version_num },
		schema_digest: manifest.schema_digest,
		schema_artifact: artifacts.schema,
		counts_artifact: artifacts.counts,
		columns_artifact: artifacts.columns,
		tables: totals.tables,
		rows: totals.rows,
		warnings: manifest.warnings,
		seconds: manifest.seconds.dump,
		files: [...files],
		retain_until: manifest.retain_until,
	};
}

async function writeText(folder: string, file: string, text: string): Promise<WrittenFile> {
	await writePrivately(folder, file, text);
	return { file, sha256: sha256(text), size_bytes: Buffer.byteLength(text) };
}

/** By its name alone: the folder is not yet what it will be called. */
function plainName({ file, sha256: digest, size_bytes }: WrittenFile): WrittenFile {
	return { file: file.slice(file.lastIndexOf('/') + 1), sha256: digest, size_bytes };
}
