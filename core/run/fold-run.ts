import type { EvidenceRecord } from '../../contract/evidence.ts';
import type { CheckOutcome } from '../../contract/outcomes.ts';
import type { Phase } from '../../contract/runs.ts';
import {
	type BackupTaken,
	backupTaken,
	type CloseoutCompleted,
	closeoutCompleted,
	type MigrationCommitted,
	migrationCommitted,
	migrationFailed,
	migrationIntended,
	type PreflightChecked,
	preflightChecked,
	type RehearsalCompleted,
	type RestoreTested,
	rehearsalCompleted,
	restoreTested,
	signoffRecorded,
	type VerificationCompleted,
	verificationCompleted,
} from '../evidence/bodies.ts';
import { foldSnapshots, type SnapshotOnRecord } from './fold-snapshots.ts';

/** A piece of evidence a verdict can point at: its body and where it stands. */
export interface Cited<Body> {
	readonly body: Body;
	/** `chain/seq` */
	readonly cite: string;
	readonly at: string;
	readonly actor: string;
}

/** Where a run stands. Folded from its evidence, never stored. */
export interface RunPosition {
	readonly phase: Phase;
	/** Why the run is stopped; empty when it is not. */
	readonly stopped: string;
	/** A migration was intended and the ledger holds neither its commit nor its failure. */
	readonly unsettled: boolean;
	readonly preflight: Cited<PreflightChecked> | null;
	readonly backup: Cited<BackupTaken> | null;
	readonly restore: Cited<RestoreTested> | null;
	readonly rehearsal: Cited<RehearsalCompleted> | null;
	readonly committed: readonly Cited<MigrationCommitted>[];
	readonly verification: Cited<VerificationCompleted> | null;
	/** The newest; it moves no phase, whatever it found. */
	readonly closeout: Cited<CloseoutCompleted> | null;
	/** Oldest first; they move no phase, recorded or not. */
	readonly snapshots: readonly SnapshotOnRecord[];
}

const opened: RunPosition = {
	phase: 'open',
	stopped: '',
	unsettled: false,
	preflight: null,
	backup: null,
	restore: null,
	rehearsal: null,
	committed: [],
	verification: null,
	closeout: null,
	snapshots: [],
};

/** @param chain the run's whole chain in order */
export function foldRun(chain: readonly EvidenceRecord[]): RunPosition {
	return { ...chain.reduce(advance, opened), snapshots: foldSnapshots(chain) };
}

function advance(position: RunPosition, record: EvidenceRecord): RunPosition {
	// An abandoned run has ended: what comes too late moves nothing.
	if (position.phase === 'abandoned') return position;
	// The backup from before the migration stays the run's own: verification compares with it, and rollback restores it.
	if (isCommitted(position) && (record.kind === 'backup.taken' || record.kind === 'restore.tested')) return position;
	switch (record.kind) {
		case 'preflight.checked': {
			const preflight = cited(record, preflightChecked.parse(record.body));
			return { ...position, preflight, stopped: stopIf(position, preflight.body.outcome, 'preflight failed') };
		}
		case 'backup.taken':
			return { ...position, backup: cited(record, backupTaken.parse(record.body)) };
		case 'restore.tested': {
			const restore = cited(record, restoreTested.parse(record.body));
			return { ...position, restore, stopped: stopIf(position, restore.body.outcome, 'the restore test failed') };
		}
		case 'rehearsal.completed':
			return rehearsed(position, cited(record, rehearsalCompleted.parse(record.body)));
		case 'signoff.recorded': {
			const { kind, quorum_complete } = signoffRecorded.parse(record.body);
			const approves = kind === 'execution' && quorum_complete && position.phase === 'rehearsed';
			return approves ? { ...position, phase: 'approved' } : position;
		}
		case 'migration.intended':
			migrationIntended.parse(record.body);
			return { ...position, unsettled: true };
		case 'migration.committed':
			return committed(position, cited(record, migrationCommitted.parse(record.body)));
		case 'migration.failed': {
			const { step, reason, stops } = migrationFailed.parse(record.body);
			return { ...position, unsettled: false, stopped: stops ? `${step} failed: ${reason}` : position.stopped };
		}
		case 'verification.completed':
			return verified(position, cited(record, verificationCompleted.parse(record.body)));
		case 'closeout.completed':
			return { ...position, closeout: cited(record, closeoutCompleted.parse(record.body)) };
		case 'run.abandoned':
			return position.committed.length > 0 ? position : { ...position, phase: 'abandoned', unsettled: false };
		default:
			return position;
	}
}

function isCommitted({ phase }: RunPosition): boolean {
	return phase === 'committed' || phase === 'completed' || phase === 'rolled_back';
}

function rehearsed(position: RunPosition, rehearsal: Cited<RehearsalCompleted>): RunPosition {
	const stopped = stopIf(position, rehearsal.body.outcome, 'the rehearsal failed');
	if (position.committed.length > 0) return { ...position, rehearsal, stopped };
	// A new rehearsal has a new approval digest, or none: what was signed before is void.
	return { ...position, rehearsal, stopped, phase: rehearsal.body.outcome === 'pass' ? 'rehearsed' : 'open' };
}

function committed(position: RunPosition, record: Cited<MigrationCommitted>): RunPosition {
	const all = [...position.committed, record];
	return record.body.last
		? { ...position, committed: all, unsettled: false, phase: 'committed' }
		: { ...position, committed: all };
}

function verified(position: RunPosition, verification: Cited<VerificationCompleted>): RunPosition {
	const stopped = stopIf(position, verification.body.outcome, 'verification failed');
	const phase =
		verification.body.outcome === 'pass' && position.phase === 'committed' && !stopped ? 'completed' : position.phase;
	return { ...position, verification, stopped, phase };
}

/** Only what was carried out and came out wrong stops a run; what could not be decided leaves it free to try again. */
function stopIf(position: RunPosition, outcome: CheckOutcome, reason: string): string {
	return outcome === 'fail' ? reason : position.stopped;
}

function cited<Body>(record: EvidenceRecord, body: Body): Cited<Body> {
	return { body, cite: `${record.chain}/${record.seq}`, at: record.recorded_at, actor: record.actor };
}
