import type { EvidenceRecord } from '../../contract/evidence.ts';
import { type BackupTaken, backupTaken, migrationIntended } from '../evidence/bodies.ts';
import { foldRun, type RunPosition } from '../run/fold-run.ts';
import { deriveRetainAfter, deriveRetainUntil } from './retention.ts';

export interface RetainedBackup {
	readonly backup: BackupTaken;
	/** Why it has to stay; null when nothing needs it any more. */
	readonly keep: string | null;
}

/** What changes the subject: a backup of before is the way back, counted from the last of them. */
const changes = ['migration.committed', 'rollback.committed'];
/** Nothing follows these by itself. */
const ended: readonly RunPosition['phase'][] = ['completed', 'rolled_back', 'abandoned'];

/**
 * Which backups of a run may go. One stays through its retention, counted from its snapshot and again from the last
 * change of the subject; and while the run is open, interrupted or stopped, whatever its evidence leans on stays.
 * @param chain the run's whole chain in order
 * @param now by the server's clock
 */
export function judgeRetention(chain: readonly EvidenceRecord[], now: Date, retentionDays: number): RetainedBackup[] {
	const position = foldRun(chain);
	const needed = findNeeded(chain, position);
	const changed = chain.filter(({ kind }) => changes.includes(kind)).at(-1)?.recorded_at;
	return chain
		.filter(({ kind }) => kind === 'backup.taken')
		.map(({ body }) => {
			const backup = backupTaken.parse(body);
			const young = findYouth(backup, changed, now, retentionDays);
			return { backup, keep: young ?? (needed.has(backup.sha256) ? describeNeed(position) : null) };
		});
}

function findYouth(backup: BackupTaken, changed: string | undefined, now: Date, days: number): string | null {
	const ends = [
		deriveRetainUntil(backup.taken_at, days),
		...(backup.retain_until === undefined ? [] : [backup.retain_until]),
		...(changed === undefined ? [] : [deriveRetainAfter(changed, days)]),
	];
	const latest = ends.toSorted((one, other) => Date.parse(one) - Date.parse(other)).at(-1) ?? '';
	// A time that cannot be read is no reason to remove anything.
	return ends.every((end) => now.getTime() >= Date.parse(end)) ? null : `it is kept until ${latest}`;
}

function findNeeded(chain: readonly EvidenceRecord[], position: RunPosition): ReadonlySet<string> {
	if (
		ended.includes(position.phase) &&
		!position.unsettled &&
		(position.stopped === '' || position.phase === 'abandoned')
	)
		return new Set();
	const intended = chain
		.filter(({ kind }) => kind === 'migration.intended')
		.map(({ body }) => migrationIntended.parse(body));
	const leaned = [
		position.backup?.body.sha256,
		position.restore?.body.backup,
		position.rehearsal?.body.backup,
		...position.committed.map(({ body }) => body.backup),
		...intended.map(({ backup }) => backup),
	];
	return new Set(leaned.filter((digest) => digest !== undefined));
}

function describeNeed({ phase, stopped, unsettled }: RunPosition): string {
	if (unsettled) return 'a migration was begun and its end is not on record';
	return stopped === '' ? `the run is ${phase} and its evidence leans on it` : `the run is stopped: ${stopped}`;
}
