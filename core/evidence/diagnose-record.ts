import { rehash } from './hash-evidence.ts';
import type { LedgerRow, Place } from './ledger-row.ts';

/** What a record's own hash says about it. */
export type Diagnosis =
	| { readonly kind: 'whole' }
	/** It holds what cannot be hashed. */
	| { readonly kind: 'unreadable'; readonly why: string }
	/** Only the hash was changed: `right` is what the next record, or the anchor, was made on. */
	| { readonly kind: 'hash'; readonly right: string }
	/** Only the link was changed: the record was written after the one that stands before it. */
	| { readonly kind: 'prev'; readonly right: string }
	/** It was written under another number, or in another chain. */
	| { readonly kind: 'origin'; readonly written: Place }
	/** Kind, time, actor, body, or several of all: not what was hashed. */
	| { readonly kind: 'content'; readonly recomputed: string };

/** What is known around a record without trusting it. */
export interface Surroundings {
	/** Hash of the record that stands before it: empty before the first, null when it is not here. */
	readonly before: string | null;
	/** Hashes that the record should have had: what follows it was made on them. */
	readonly followed: readonly string[];
	/** Where it could have been written, likeliest first. */
	readonly candidates: Iterable<Place>;
}

/** Tries what could have been done to a record, one at a time; what fits the hash was done. */
export function diagnoseRecord(row: LedgerRow, { before, followed, candidates }: Surroundings): Diagnosis {
	const recomputed = rehash(row);
	if (recomputed === null) return { kind: 'unreadable', why: row.flaw ?? 'it has no canonical form' };
	if (recomputed === row.hash) return { kind: 'whole' };
	if (followed.includes(recomputed)) return { kind: 'hash', right: recomputed };
	if (before !== null && rehash({ ...row, prev: before }) === row.hash) return { kind: 'prev', right: before };
	for (const { chain, seq } of candidates)
		if (rehash({ ...row, chain, seq }) === row.hash) return { kind: 'origin', written: { chain, seq } };
	return { kind: 'content', recomputed };
}
