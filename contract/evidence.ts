import { z } from 'zod';

export const evidenceKinds = [
	'installation.enrolled',
	'installation.restored',
	'seat.named',
	'run.opened',
	'run.resolved',
	'run.abandoned',
	'preflight.checked',
	'snapshot.taken',
	'backup.taken',
	'restore.tested',
	'rehearsal.completed',
	'clone.removed',
	'signoff.recorded',
	'signoff.revoked',
	'waiver.recorded',
	'migration.intended',
	'migration.committed',
	'migration.failed',
	'verification.completed',
	'pair.signed',
	'rollback.requested',
	'rollback.intended',
	'rollback.committed',
	'rollback.failed',
	'closeout.completed',
	'action.refused',
	'signal.raised',
	'signal.acknowledged',
	'register.closed',
] as const;
export const evidenceKind = z.enum(evidenceKinds);
export type EvidenceKind = z.infer<typeof evidenceKind>;

/** One record of a hash chain. `chain` is a run's id or `installation`. */
export const evidenceRecord = z.object({
	chain: z.string(),
	seq: z.int().min(1),
	kind: evidenceKind,
	/** RFC 3339 UTC in milliseconds, by the database server's clock. */
	recorded_at: z.string(),
	/** The account that caused it, or `system`. */
	actor: z.string(),
	body: z.record(z.string(), z.unknown()),
	/** Hash of the record before it; empty for the first of its chain. */
	prev: z.string(),
	hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type EvidenceRecord = z.infer<typeof evidenceRecord>;

export const installationChain = 'installation';

export const ledgerFault = z.object({
	chain: z.string(),
	seq: z.int(),
	fault: z.enum(['edited', 'missing', 'reordered', 'truncated', 'unreadable']),
	message: z.string(),
});
export type LedgerFault = z.infer<typeof ledgerFault>;

/** `GET /evidence/verify` */
export const ledgerVerification = z.object({
	outcome: z.enum(['pass', 'fail', 'error']),
	chains: z.int(),
	records: z.int(),
	/** `append_only`: the application's roles cannot change a row. `tamper_evident`: an owner could, and it would show. */
	protection: z.enum(['append_only', 'tamper_evident']),
	anchored: z.boolean(),
	faults: z.array(ledgerFault),
});
export type LedgerVerification = z.infer<typeof ledgerVerification>;
