import { z } from 'zod';
import { seatId } from './seats.ts';

/**
 * What a statement is about, and the digest it is bound to: `execution` to the run's approval digest, `snapshot_record`
 * to the hash of a `snapshot.taken` record, which the G-2 seat puts into the history of the decision backlog.
 */
export const signOffKinds = ['execution', 'snapshot_record'] as const;
export const signOffKind = z.enum(signOffKinds);
export type SignOffKind = z.infer<typeof signOffKind>;

export const signOffOutcome = z.enum(['pass', 'pass_with_notes', 'reject']);
export type SignOffOutcome = z.infer<typeof signOffOutcome>;

export const signOffRequest = z.strictObject({
	run: z.uuid(),
	kind: signOffKind.default('execution'),
	/** The digest the signer read; a run that has another, or knows no such snapshot, refuses it. */
	digest: z.string().regex(/^[0-9a-f]{64}$/, 'a lower-case hex sha256'),
	outcome: signOffOutcome,
	notes: z.string().max(4000).default(''),
});
export type SignOffRequest = z.infer<typeof signOffRequest>;

export const signOffView = z.object({
	id: z.string(),
	run: z.string(),
	kind: signOffKind,
	digest: z.string(),
	outcome: signOffOutcome,
	notes: z.string(),
	signer: z.string(),
	signer_name: z.string(),
	/** The seats the signer held when signing. */
	seats: z.array(seatId),
	signed_at: z.string(),
	expires_at: z.string(),
	/** False: expired, or bound to another digest than the run's current one. A record of a snapshot stays true. */
	valid: z.boolean(),
});
export type SignOffView = z.infer<typeof signOffView>;

/** The collection that keeps sign-offs, one item each. */
export const approvalsCollection = 'cutter_approvals';
