import { z } from 'zod';

export const evidenceKinds = [
	'installation.enrolled',
	'installation.restored',
	'ledger.anchored',
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
	'pair.verified',
	'key.enrolled',
	'key.rotated',
	'key.revoked',
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

/** What can be wrong with a ledger; docs/evidence.md says how each is told and what can be done. */
export const ledgerFaultKinds = [
	/** A record is not what was hashed. */
	'edited',
	/** No record was written under this number, or none is left. */
	'missing',
	/** A record that the chain does not go through. */
	'inserted',
	/** A number that two records bear. */
	'duplicated',
	/** A record under another number than it was written with. */
	'reordered',
	/** A record that was written in another chain. */
	'moved',
	/** Consistent in itself, yet not what its followers, or the anchor, were made on. */
	'rewritten',
	/** The chain ends before its anchored head. */
	'truncated',
	/** A chain of which nothing is left. */
	'removed',
	/** A chain that belongs to no run. */
	'stray',
	/** The row of a run, or of the installation, says something else than its first evidence. */
	'header',
	/** A row that is no record. */
	'unreadable',
	/** A guard of the ledger is not as it was installed. */
	'unguarded',
	'anchor_missing',
	'anchor_unreadable',
	'anchor_altered',
	/** There are keys, and none of them vouches for the anchor. */
	'anchor_unsigned',
	/** Whoever signed the anchor could not. */
	'anchor_signature_invalid',
	/** The keyring is not the one that the ledger recorded last. */
	'keyring_differs',
] as const;

export const ledgerFault = z.object({
	/** A chain, or what else it is about: `heads.json`, `keyring.json`, `cutter_control`. */
	chain: z.string(),
	/** The record, or the first of several; 0 when it is about no record. */
	seq: z.int(),
	/** The last of several, else `seq`. */
	last: z.int(),
	fault: z.enum(ledgerFaultKinds),
	/** One sentence that stands alone. */
	message: z.string(),
	expected: z.string(),
	found: z.string(),
	/** What can be done. */
	remedy: z.string(),
});
export type LedgerFault = z.infer<typeof ledgerFault>;

/** `GET /evidence/verify` */
export const ledgerVerification = z.object({
	outcome: z.enum(['pass', 'fail', 'error']),
	chains: z.int(),
	records: z.int(),
	/** `append_only`: the application's roles cannot change a row. `tamper_evident`: an owner could, and it would show. */
	protection: z.enum(['append_only', 'tamper_evident']),
	/** The anchor outside the database was there and could be read. */
	anchored: z.boolean(),
	/** The keys that vouch for the anchor, by id; empty: nobody does. */
	signed_by: z.array(z.string()),
	/** Records that came after the anchored heads: taken away, they would not be missed. */
	beyond_anchor: z.int(),
	faults: z.array(ledgerFault),
});
export type LedgerVerification = z.infer<typeof ledgerVerification>;
