import { z } from 'zod';

/**
 * A row of the ledger as it is found, which somebody may have altered: its kind may be none, its body anything.
 * An `EvidenceRecord` is one.
 */
export const ledgerRow = z.object({
	chain: z.string(),
	seq: z.int(),
	kind: z.string(),
	recorded_at: z.string(),
	actor: z.string(),
	body: z.unknown(),
	prev: z.string(),
	hash: z.string(),
	/** Why this cannot be a record, whatever its hash says. */
	flaw: z.string().optional(),
});
export type LedgerRow = z.infer<typeof ledgerRow>;

/** Where a record stands, or was written. */
export interface Place {
	readonly chain: string;
	readonly seq: number;
}

/** The last record of a chain as it was known outside the database. */
export interface ChainHead extends Place {
	readonly hash: string;
}
