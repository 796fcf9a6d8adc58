import { z } from 'zod';
import { closeoutReport } from '../../contract/closeout-report.ts';
import { checkOutcome, checkResult } from '../../contract/outcomes.ts';
import { recordSink } from '../../contract/runs.ts';
import { seatId } from '../../contract/seats.ts';
import { signOffKind, signOffOutcome } from '../../contract/sign-offs.ts';

/** Bodies of the evidence that verdicts rest on. Digests are lower-case hex sha256, times RFC 3339 UTC. */
const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const runOpened = z.object({
	plan: z.string(),
	plan_digest: digest,
	environment: z.string(),
	requester: z.string(),
	tool_revision: z.string(),
});

export const tableCount = z.object({ table: z.string(), count: z.int().min(0) });

export const preflightChecked = z.object({
	outcome: checkOutcome,
	checks: z.array(checkResult),
	plan_digest: digest,
	tool_revision: z.string(),
});
export type PreflightChecked = z.infer<typeof preflightChecked>;

export const snapshotTaken = z.object({
	schema_digest: digest,
	/** Artefacts of one instant. */
	schema_artifact: digest,
	counts_artifact: digest,
	columns_artifact: digest.optional(),
	/** Version 0.1 did not record it. */
	taken_at: z.string().optional(),
});
export type SnapshotTaken = z.infer<typeof snapshotTaken>;

export const backupTaken = z.object({
	sha256: digest,
	size_bytes: z.int().min(1),
	file: z.string(),
	/** The snapshot's instant by the server's clock: the backup's age counts from here. */
	taken_at: z.string(),
	lsn: z.string(),
	server: z.object({ system_identifier: z.string(), database: z.string(), version_num: z.int() }),
	schema_digest: digest,
	/** Artefacts of the same instant. */
	schema_artifact: digest,
	counts_artifact: digest,
	tables: z.int(),
	rows: z.int(),
	/** What pg_dump warned of although it succeeded. */
	warnings: z.array(z.string()),
	seconds: z.number(),
	/** The files beside the archive, manifest and SHA256SUMS among them: whoever uses it finds them unchanged, too. */
	files: z.array(z.object({ file: z.string(), sha256: digest, size_bytes: z.int() })).optional(),
	/** Artefact of the same instant: the watched columns of the plan. */
	columns_artifact: digest.optional(),
	/** Kept at least until then, RFC 3339 UTC; longer while the ledger needs it. */
	retain_until: z.string().optional(),
});
export type BackupTaken = z.infer<typeof backupTaken>;

/** A difference between a restored copy and its source that is known, and the rule that lets it be. */
const restoreException = z.object({ what: z.string(), rule: z.string(), reason: z.string() });

export const restoreTested = z.object({
	outcome: checkOutcome,
	backup: digest,
	/** The first of them; all are in the artefact. */
	reasons: z.array(z.string()),
	tables_compared: z.int(),
	clone: z.object({
		system_identifier: z.string(),
		version_num: z.int(),
		outbound_isolated: z.boolean(),
		kind: z.enum(['local-cluster', 'remote-instance']).optional(),
	}),
	/** The first of them; all are in the artefact. */
	messages: z.array(
		z.object({ text: z.string(), verdict: z.enum(['benign', 'fatal', 'broken-off']), rule: z.string().optional() }),
	),
	exceptions: z.array(restoreException).optional(),
	/** How much of what kind was compared. */
	compared: z.record(z.string(), z.int()).optional(),
	dot_pair: z.enum(['pass', 'fail', 'absent']).optional(),
	/** Artefact: all reasons, all messages, what pg_restore wrote, what could reach outside. */
	artifact: digest.optional(),
	seconds: z.number(),
});
export type RestoreTested = z.infer<typeof restoreTested>;

export const cloneRemoved = z.object({
	kind: z.enum(['local-cluster', 'remote-instance']),
	place: z.string(),
	/** What was looked at and found gone: process, socket and folder, or database, sessions and roles. */
	gone: z.record(z.string(), z.literal(true)),
	/** Roles that were made for it on a server of others. */
	roles: z.array(z.string()),
	/** Removed at a later start: the process that made it had died. */
	swept: z.boolean().optional(),
});
export type CloneRemoved = z.infer<typeof cloneRemoved>;

export const closeoutCompleted = z.object({
	outcome: checkOutcome,
	reasons: z.array(z.string()),
	/** The whole report; `GET /runs/:id/report` shows it. */
	artifact: digest,
	backup: digest,
	sha256_at_end: digest.nullable(),
	tables: z.int(),
	rows: z.int(),
	production: closeoutReport.shape.production,
	tool_revision: z.string(),
});
export type CloseoutCompleted = z.infer<typeof closeoutCompleted>;

export const rehearsedStep = z.object({
	step: z.string(),
	satisfied: z.boolean(),
	delta_digest: digest,
	milliseconds: z.number(),
});

export const rehearsalCompleted = z.object({
	outcome: checkOutcome,
	reasons: z.array(z.string()),
	plan_digest: digest,
	backup: digest,
	/** Production's schema digest at the backup's instant. */
	baseline: digest,
	steps: z.array(rehearsedStep),
	/** Artefact holding every step's delta, lock modes and messages. */
	artifact: digest,
	/** The part of what is signed that stands nowhere else. Version 0.1 did not record it. */
	backup_policy: z.object({ max_age_seconds: z.int(), retention_days: z.int() }).optional(),
	/** Null unless the rehearsal passed: there is nothing to sign. */
	approval_digest: digest.nullable(),
	seconds: z.number(),
});
export type RehearsalCompleted = z.infer<typeof rehearsalCompleted>;

export const signoffRecorded = z.object({
	item: z.string(),
	signer: z.string(),
	seats: z.array(seatId),
	kind: signOffKind,
	outcome: signOffOutcome,
	digest,
	quorum_complete: z.boolean(),
	/** Where the record of a snapshot was entered. */
	sink: recordSink.optional(),
});

export const migrationIntended = z.object({
	steps: z.array(z.string()),
	approval_digest: digest,
	backup: digest,
	epoch: z.int(),
	tool_revision: z.string(),
});

const columnSnapshot = z.object({
	rows: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
	min: z.string().nullable(),
	max: z.string().nullable(),
	distinct: z.int(),
});
/** The watched columns of a plan at one moment, in the plan's order. */
export const watchedColumns = z.object({ format: z.literal('watched-columns-v1'), columns: z.array(columnSnapshot) });

export const columnChange = z.object({
	column: z.string(),
	rows_changed: z.int(),
	rows_expected: z.int(),
	before: z.object({ min: z.string().nullable(), max: z.string().nullable(), distinct: z.int() }),
	after: z.object({ min: z.string().nullable(), max: z.string().nullable(), distinct: z.int() }),
});

export const migrationCommitted = z.object({
	step: z.string(),
	/** True: nothing was executed, the step's `satisfied_when` held; such a step has no rollback. */
	satisfied: z.boolean(),
	last: z.boolean(),
	delta_digest: digest,
	/** The subject's schema digest inside the transaction, after the step. */
	schema_after: digest,
	/** Content digests of the plan's frozen tables, equal before and after. */
	frozen: z.array(z.object({ table: z.string(), sha256: digest })),
	/** Artefact: the watched columns before the plan's first step. */
	columns_before: digest,
	/** Measured over the whole plan, in the transaction of its last step. */
	side_effects: z.array(columnChange),
	/** Judged inside the transaction, before its first statement. */
	gates: z.array(z.object({ gate: z.string(), outcome: z.string(), reason: z.string() })),
	touched: z.array(z.string()),
	transaction_id: z.string(),
	epoch: z.int(),
	approval_digest: digest,
	backup: digest,
	tool_revision: z.string(),
	milliseconds: z.number(),
});
export type MigrationCommitted = z.infer<typeof migrationCommitted>;

export const migrationFailed = z.object({
	step: z.string(),
	reason: z.string(),
	sqlstate: z.string().nullable(),
	/** False when nothing came out wrong: something was missing or could not be decided, and the run may try again. */
	stops: z.boolean(),
});

export const verificationCompleted = z.object({
	outcome: checkOutcome,
	checks: z.array(checkResult),
	/** Readable lines of what the migration changed, and whether it only added. */
	delta: z.array(z.string()),
	additions_only: z.boolean(),
	side_effects: z.array(columnChange),
	tool_revision: z.string(),
});
export type VerificationCompleted = z.infer<typeof verificationCompleted>;
