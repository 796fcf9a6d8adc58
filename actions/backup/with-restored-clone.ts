import { exceptionsOfMessages, exceptionsOfSchema } from '../../core/backup/derive-exceptions.ts';
import type { ArchiveEntry } from '../../core/backup/parse-archive-list.ts';
import type { RestoreException } from '../../core/backup/restore-exception.ts';
import { scopeSettings } from '../../core/backup/scope-settings.ts';
import type { RoleSetting } from '../../core/backup/server-roles.ts';
import type { BackupTaken, RestoreTested } from '../../core/evidence/bodies.ts';
import { recordedArchive } from '../../platform/artifacts/backup-folder.ts';
import { applySettings } from '../../platform/postgres/clone/apply-settings.ts';
import { type IntactArchive, withIntactArchive } from '../../platform/postgres/clone/archive/intact-archive.ts';
import { readSequenceSets } from '../../platform/postgres/clone/archive/read-archive.ts';
import { atInstantOf } from '../../platform/postgres/clone/archive/read-recorded-globals.ts';
import type { Clone, CloneEnd } from '../../platform/postgres/clone/clone-provider.ts';
import { type CloneSource, readCloneSource } from '../../platform/postgres/clone/clone-source.ts';
import { listOutbound } from '../../platform/postgres/clone/outbound/list-outbound.ts';
import { type Restored, restoreArchive } from '../../platform/postgres/clone/restore-archive.ts';
import { assertClientFits } from '../../platform/postgres/programs/assert-client-fits.ts';
import type { PgPrograms } from '../../platform/postgres/programs/find-programs.ts';
import { withClient } from '../../platform/postgres/with-client.ts';
import { findSitePrograms } from '../facts/find-host-problems.ts';
import type { ActionContext } from '../run/action-context.ts';
import type { RunContext } from '../run/read-run-context.ts';
import { type ClonePurpose, chooseCloneProvider, remoteUrlFor } from './choose-clone-provider.ts';
import { type BackupInstant, compareClone, readBackupInstant } from './compare-clone.ts';
import { type ComparedClone, describeVerdict } from './describe-verdict.ts';
import { reportRestore } from './report-restore.ts';

export interface RestoreRequest {
	readonly backup: BackupTaken;
	readonly purpose: ClonePurpose;
	/** Roles of production that will log in to the clone. */
	readonly login: readonly string[];
	/** Called between restore and comparison: whatever it does to the clone, the comparison has to find. */
	readonly afterRestore?: ((clone: Clone) => Promise<void>) | undefined;
}

/** A restored copy with the verdict on it; nothing has been done to it since it was compared. */
export interface TestedClone {
	readonly clone: Clone;
	readonly verdict: RestoreTested;
	/** The archive's table of contents. */
	readonly entries: readonly ArchiveEntry[];
	readonly source: CloneSource;
}

/**
 * Restores a backup into a clone, compares it, and lends it. In this order: the archive's digest against the ledger, the
 * identity of the clone's server, its roles, the restore, the comparison. Records nothing.
 * @throws CutterError when an archive or a server is not what it has to be, or cannot be had: nothing was restored then
 */
export async function withRestoredClone<Result>(
	context: ActionContext,
	{ run }: RunContext,
	request: RestoreRequest,
	work: (tested: TestedClone) => Promise<Result>,
): Promise<CloneEnd<Result>> {
	const { site, client, runId, report } = context;
	const present = await readCloneSource(client, run.environment);
	const programs = await findSitePrograms(site, present.identity.version_num);
	assertClientFits(programs, present.identity.version_num, remoteUrlFor(site, request.purpose) === null);
	const provider = chooseCloneProvider(site, request.purpose, programs);
	report({ step: 'restore test', fraction: 0.05, detail: 'the archive is compared with its digest on record' });
	return withIntactArchive(recordedArchive(site.artifactsDir, runId, request.backup), async (archive) => {
		const source = await atInstantOf(archive, present);
		const owner = { installationId: run.environment, runId };
		report({ step: 'restore test', fraction: 0.1, detail: `a clone is made (${provider.kind})` });
		return provider.withClone({ owner, source, login: request.login }, async (clone) =>
			work(await testClone(context, request, { clone, source, programs, archive })),
		);
	});
}

interface Prepared {
	readonly clone: Clone;
	readonly source: CloneSource;
	readonly programs: PgPrograms;
	readonly archive: IntactArchive;
}

async function testClone(context: ActionContext, request: RestoreRequest, prepared: Prepared): Promise<TestedClone> {
	const { clone, source, programs, archive } = prepared;
	const started = performance.now();
	const instant = await readBackupInstant(context.site.artifactsDir, request.backup);
	const restored = await restoreArchive({
		programs,
		target: clone.superuser,
		archive,
		production: source.identity,
		onProgress: reportRestore(context, instant.counts, source.size_bytes),
	});
	// A server that was broken off from has nothing to be compared, and may not answer.
	const compared =
		restored.verdict === 'error'
			? null
			: await finishAndCompare(context, request, prepared, {
					instant,
					restored,
				});
	const verdict = await describeVerdict(context, request.backup, clone, { restored, compared, started });
	return { clone, verdict, entries: restored.entries, source };
}

async function finishAndCompare(
	{ report }: ActionContext,
	{ afterRestore }: RestoreRequest,
	{ clone, source, programs, archive }: Prepared,
	{ instant, restored }: { instant: BackupInstant; restored: Restored },
): Promise<ComparedClone> {
	const { roles, settings, identity } = source;
	const scoped = clone.own_server ? roles.settings : scopeSettings(roles.settings, settings);
	const { skipped, outbound } = await withClient(clone.superuser, 'dot-iu-cutter clone', async (session) => ({
		skipped: await applySettings(session, scoped, clone.superuser.database),
		outbound: await listOutbound(session),
	}));
	await afterRestore?.(clone);
	report({
		step: 'restore test',
		fraction: 0.8,
		detail: `every table of ${identity.database} is counted and compared`,
	});
	const exceptions = [
		...clone.exceptions,
		...source.left_out,
		...exceptionsOfSchema(instant.schema),
		...exceptionsOfMessages(restored.messages),
		...skipped.map(leftOut),
	];
	const sequences = await readSequenceSets(programs, archive, restored.entries);
	const applied = { ...roles, settings: scoped.filter((setting) => !skipped.includes(setting)) };
	const comparison = await compareClone(clone.superuser, {
		instant,
		sequences,
		roles: applied,
		rights: source.rights,
		exceptions,
	});
	return { comparison, exceptions, outbound };
}

function leftOut({ role, name }: RoleSetting): RestoreException {
	return {
		what: `setting ${name} of ${role ?? 'the database'}`,
		rule: 'setting-loads-code',
		reason: 'It loads code at login, which a clone does not run.',
	};
}
