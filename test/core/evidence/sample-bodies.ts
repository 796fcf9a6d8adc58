import type { z } from 'zod';
import type {
	BackupTaken,
	CloseoutCompleted,
	MigrationCommitted,
	migrationFailed,
	migrationIntended,
	PreflightChecked,
	RehearsalCompleted,
	RestoreTested,
	runOpened,
	signoffRecorded,
	VerificationCompleted,
} from '../../../core/evidence/bodies.ts';

/** A digest that is easy to tell from others: one hex digit, 64 times. */
export const digest = (digit: string) => digit.repeat(64);

export const planDigest = digest('1');
export const backupDigest = digest('2');
export const baseline = digest('3');
export const approval = digest('4');
export const takenAt = '2026-03-01T12:00:00.000Z';

/** Bodies of a run in which everything passes. */
export const opened: z.infer<typeof runOpened> = {
	plan: 'tiny',
	plan_digest: planDigest,
	environment: 'an installation',
	requester: 'executor',
	tool_revision: 'r1',
};

export const preflight: PreflightChecked = {
	outcome: 'pass',
	checks: [{ id: 'P-1', title: 'Three things', outcome: 'pass', message: 'as expected: 3', connection: 'directus' }],
	plan_digest: planDigest,
	tool_revision: 'r1',
};

export const backup: BackupTaken = {
	sha256: backupDigest,
	size_bytes: 1,
	file: 'dump',
	taken_at: takenAt,
	lsn: '0/1',
	server: { system_identifier: '7', database: 'subject', version_num: 150000 },
	schema_digest: baseline,
	schema_artifact: digest('5'),
	counts_artifact: digest('6'),
	tables: 2,
	rows: 4,
	warnings: [],
	seconds: 1,
};

export const restore: RestoreTested = {
	outcome: 'pass',
	backup: backupDigest,
	reasons: [],
	tables_compared: 2,
	clone: { system_identifier: '8', version_num: 150000, outbound_isolated: true },
	messages: [],
	seconds: 1,
};

export const rehearsal: RehearsalCompleted = {
	outcome: 'pass',
	reasons: [],
	plan_digest: planDigest,
	backup: backupDigest,
	baseline,
	steps: [{ step: 'one', satisfied: false, delta_digest: digest('7'), milliseconds: 1 }],
	artifact: digest('8'),
	approval_digest: approval,
	seconds: 1,
};

export const signOff: z.infer<typeof signoffRecorded> = {
	item: 'item',
	signer: 'dora',
	seats: ['d32'],
	kind: 'execution',
	outcome: 'pass',
	digest: approval,
	quorum_complete: false,
};

export const intended: z.infer<typeof migrationIntended> = {
	steps: ['one', 'two'],
	approval_digest: approval,
	backup: backupDigest,
	epoch: 1,
	tool_revision: 'r1',
};

export const committed: MigrationCommitted = {
	step: 'one',
	satisfied: false,
	last: false,
	delta_digest: digest('7'),
	schema_after: digest('9'),
	frozen: [],
	columns_before: digest('a'),
	side_effects: [],
	gates: [],
	touched: ['public.thing ACCESS EXCLUSIVE'],
	transaction_id: '700',
	epoch: 1,
	approval_digest: approval,
	backup: backupDigest,
	tool_revision: 'r1',
	milliseconds: 1,
};

export const failed: z.infer<typeof migrationFailed> = {
	step: 'two',
	reason: 'a reason',
	sqlstate: '42P01',
	stops: true,
};

export const verification: VerificationCompleted = {
	outcome: 'pass',
	checks: [],
	delta: [],
	additions_only: true,
	side_effects: [],
	tool_revision: 'r1',
};

const state = {
	read_at: takenAt,
	system_identifier: '7',
	database: 'subject',
	database_oid: 5,
	started_at: takenAt,
	schema_digest: baseline,
	rows: [],
};

export const closeout: CloseoutCompleted = {
	outcome: 'pass',
	reasons: [],
	artifact: digest('7'),
	backup: backupDigest,
	sha256_at_end: backupDigest,
	tables: 0,
	rows: 0,
	production: { before: state, after: state, written_by_others: [] },
	tool_revision: 'r1',
};
