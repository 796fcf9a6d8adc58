import type { EvidenceRecord } from '../../contract/evidence.ts';
import { backupObstacle } from '../../core/backup/backup-obstacle.ts';
import { judgeRetention, type RetainedBackup } from '../../core/backup/judge-retention.ts';
import { listBackups, removeBackupData } from '../../platform/artifacts/backup-folder.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { withInstallationLock } from '../../platform/postgres/lock/installation-lock.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { withClient } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { archiveName } from './dump-one-instant.ts';

/** What became of the backups that lie in the artefacts folder, each as `run/name`. */
export interface Pruning {
	/** Their data is gone; manifest and sums stay. */
	readonly removed: readonly string[];
	readonly kept: readonly { readonly backup: string; readonly reason: string }[];
	/** Not on record: never removed, for a ledger that was restored may have lost the record. */
	readonly unknown: readonly string[];
}

/**
 * Removes the data of backups that are past their retention and that no run needs any more. On request only.
 * @throws CutterError LOCK_HELD while an action is under way; GATE_NOT_MET unless every record of the ledger verifies:
 * what is to go is decided by it
 */
export async function pruneBackups(site: Site): Promise<Pruning> {
	return withClient(site.target, 'dot-iu-cutter prune', (client) =>
		withInstallationLock(client, site.env.LOCK_TIMEOUT_MS, async () => {
			await assertLedgerWhole(site);
			const now = await readClock(client);
			const removed: string[] = [];
			const kept: Pruning['kept'][number][] = [];
			const unknown: string[] = [];
			for (const found of await listBackups(site.artifactsDir)) {
				const backup = `${found.run}/${found.name}`;
				const judged = await judge(site, client, now, found);
				if (!judged) unknown.push(backup);
				else if (judged.keep !== null) kept.push({ backup, reason: judged.keep });
				else if (await removeBackupData(site.artifactsDir, found)) removed.push(backup);
			}
			if (removed.length > 0) site.log.info(`removed ${removed.length} backup(s) past their retention`);
			return { removed, kept, unknown };
		}),
	);
}

async function assertLedgerWhole(site: Site): Promise<void> {
	const { outcome, faults } = await verifyLedger(site);
	if (outcome === 'pass') return;
	const why = faults.map(({ message }) => message).join('; ') || outcome;
	throw backupObstacle(
		'error',
		`No backup is removed by a ledger that does not verify: ${why}.`,
		{},
		'Settle the ledger first.',
	);
}

async function judge(
	site: Site,
	session: Session,
	now: Date,
	{ run, name }: { readonly run: string; readonly name: string },
): Promise<RetainedBackup | undefined> {
	const chain = await readWholeChain(session, run);
	return judgeRetention(chain, now, site.env.RETENTION_DAYS).find(
		({ backup }) => backup.file === `${name}/${archiveName}`,
	);
}

/** To its very end: a commit that is not read would let its backup go. */
async function readWholeChain(session: Session, run: string): Promise<EvidenceRecord[]> {
	const chain: EvidenceRecord[] = [];
	for (;;) {
		const page = await readEvidence(session, run, { after: chain.at(-1)?.seq ?? 0 });
		if (page.length === 0) return chain;
		chain.push(...page);
	}
}
