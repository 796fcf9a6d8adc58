import { toBackupObstacle } from '../../core/backup/backup-obstacle.ts';
import { sweepPartialBackups, withBackupFolder } from '../../platform/artifacts/backup-folder.ts';
import { assertClientFits } from '../../platform/postgres/programs/assert-client-fits.ts';
import type { PgPrograms } from '../../platform/postgres/programs/find-programs.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import { readServerIdentity } from '../../platform/postgres/read-server-identity.ts';
import { findSitePrograms } from '../facts/find-host-problems.ts';
import { cite, record } from '../ledger/record.ts';
import type { ActionContext, ActionResult } from '../run/action-context.ts';
import { readRunContext } from '../run/read-run-context.ts';
import { type DumpedInstant, dumpOneInstant } from './dump-one-instant.ts';
import { type FinishedBackup, finishFolder } from './finish-folder.ts';
import { type OnStage, passOn } from './stages.ts';
import { recordSnapshot } from './take-snapshot.ts';

/**
 * Dump, schema, counts and content of one instant, with all that tells later that they are whole: recorded, or nothing
 * of it is left. Only for who holds the installation's lock.
 * @throws CutterError LOCK_HELD, and GATE_NOT_MET with the gate that says why
 */
export async function takeBackup(context: ActionContext, onStage: OnStage = passOn): Promise<ActionResult> {
	const { site, client, runId } = context;
	try {
		const started_at = (await readClock(client)).toISOString();
		const run = await readRunContext(site, client, runId);
		const programs = await readPrograms(context);
		await sweepPartialBackups(site.artifactsDir);
		const id = site.newId();
		const made = await withBackupFolder(site.artifactsDir, runId, id, async (folder) => {
			const dumped = await dumpOneInstant(context, { run, programs, folder, onStage });
			await onStage('released');
			return { ...(await finishFolder(context, { run, programs, folder, id, started_at }, dumped)), dumped };
		});
		// From here on the folder stays: whether the ledger took a record may be unknown when the connection is lost.
		return await recordBackup(context, made);
	} catch (error) {
		throw toBackupObstacle(error);
	}
}

/** A backup asks for the client's programs only; what a restore test needs besides, gate `host-ready` says. */
async function readPrograms({ site, client }: ActionContext): Promise<PgPrograms> {
	const { version_num } = await readServerIdentity(client);
	const programs = await findSitePrograms(site, version_num);
	assertClientFits(programs, version_num, false);
	return programs;
}

async function recordBackup(
	context: ActionContext,
	{ body, kept, dumped }: FinishedBackup & { readonly dumped: DumpedInstant },
): Promise<ActionResult> {
	const { site, runId, actor } = context;
	const snapshot = await recordSnapshot(context, dumped.reading, kept);
	const backup = await record(site, { chain: runId, kind: 'backup.taken', actor, body });
	const { size_bytes, tables, rows, sha256 } = body;
	return {
		outcome: 'pass',
		message: `${size_bytes} bytes, ${tables} tables, ${rows} rows, sha256 ${sha256.slice(0, 12)}…`,
		evidence: [snapshot, cite(backup)],
	};
}
