import type { TableCount } from '../../core/backup/port.ts';
import { snapshotDigest } from '../../core/snapshot/snapshot-digest.ts';
import { putArtifact, writePrivately } from '../../platform/artifacts/artifact-store.ts';
import { backupFolder, discardArchive, makeBackupFolder } from '../../platform/artifacts/backup-folder.ts';
import { dumpDatabase } from '../../platform/postgres/backup/dump-database.ts';
import { assertClientFits } from '../../platform/postgres/programs/assert-client-fits.ts';
import { readServerIdentity } from '../../platform/postgres/read-server-identity.ts';
import { countRows } from '../../platform/postgres/snapshot/count-rows.ts';
import { findSitePrograms } from '../facts/find-host-problems.ts';
import { cite, record } from '../ledger/record.ts';
import type { ActionContext, ActionResult } from '../run/action-context.ts';
import { assertInstantKept, type Instant, withOneInstant } from './one-instant.ts';
import { takeSchemaSnapshot } from './take-snapshot.ts';

/** Dump, row counts and schema snapshot of one instant; discarded when the subject changed underneath. */
export async function takeBackup(context: ActionContext): Promise<ActionResult> {
	const { site, client, runId, report } = context;
	const identity = await readServerIdentity(client);
	const programs = await findSitePrograms(site, identity.version_num);
	assertClientFits(programs, identity.version_num);
	const folder = await makeBackupFolder(site.artifactsDir, runId);
	const name = `${runId.slice(0, 8)}-${site.newId().slice(0, 8)}.dump`;
	const taken = await withOneInstant(site, async (instant) => {
		const [archive, counts, schema] = await Promise.all([
			dumpDatabase({
				programs,
				target: site.target,
				snapshotId: instant.snapshotId,
				folder,
				name,
				lockWaitTimeoutMs: site.env.LOCK_TIMEOUT_MS,
				level: 6,
				onProgress: (bytes) => report({ step: 'backup', fraction: null, detail: `${bytes} bytes written` }),
			}),
			countRows(instant.counters, instant.tables),
			takeSchemaSnapshot(site, instant.snapshotId),
		]);
		return {
			archive,
			counts,
			schema: schema.snapshot,
			connection: schema.connection,
			instant: describeInstant(instant),
		};
	});
	try {
		await assertInstantKept(site, taken.instant.tables, snapshotDigest(taken.schema));
	} catch (error) {
		await discardArchive(taken.archive.file);
		throw error;
	}
	return recordBackup(context, taken, identity);
}

function describeInstant({ taken_at, lsn, tables }: Instant) {
	return { taken_at, lsn, tables };
}

interface Taken {
	readonly archive: Awaited<ReturnType<typeof dumpDatabase>>;
	readonly counts: readonly TableCount[];
	readonly schema: Awaited<ReturnType<typeof takeSchemaSnapshot>>['snapshot'];
	readonly connection: string;
	readonly instant: ReturnType<typeof describeInstant>;
}

async function recordBackup(
	{ site, runId, actor }: ActionContext,
	{ archive, counts, schema, connection, instant }: Taken,
	server: Awaited<ReturnType<typeof readServerIdentity>>,
): Promise<ActionResult> {
	const { sha256, size_bytes, seconds, file } = archive;
	const name = file.slice(file.lastIndexOf('/') + 1);
	const body = {
		sha256,
		size_bytes,
		file: name,
		taken_at: instant.taken_at,
		lsn: instant.lsn,
		server: { system_identifier: server.system_identifier, database: server.database, version_num: server.version_num },
		schema_digest: snapshotDigest(schema),
		schema_artifact: await putArtifact(site.artifactsDir, schema),
		counts_artifact: await putArtifact(site.artifactsDir, {
			format: 'row-counts-v1',
			taken_at: instant.taken_at,
			counts,
		}),
		tables: counts.length,
		rows: counts.reduce((sum, { count }) => sum + count, 0),
		warnings: [...archive.warnings],
		seconds,
	};
	const folder = backupFolder(site.artifactsDir, runId);
	await writePrivately(
		folder,
		`${name}.json`,
		`${JSON.stringify({ format: 'backup-manifest-v1', ...body }, null, '\t')}\n`,
	);
	await writePrivately(folder, `${name}.SHA256SUMS`, `${sha256}  ${name}\n`);
	const snapshot = await record(site, {
		chain: runId,
		kind: 'snapshot.taken',
		actor,
		body: {
			schema_digest: body.schema_digest,
			schema_artifact: body.schema_artifact,
			counts_artifact: body.counts_artifact,
			connection,
			not_covered: schema.not_covered,
		},
	});
	const backup = await record(site, { chain: runId, kind: 'backup.taken', actor, body });
	return {
		outcome: 'pass',
		message: `${size_bytes} bytes, ${counts.length} tables, ${body.rows} rows, sha256 ${sha256.slice(0, 12)}…`,
		evidence: [cite(snapshot), cite(backup)],
	};
}
