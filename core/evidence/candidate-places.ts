import type { LedgerRow, Place } from './ledger-row.ts';

/** Where each record stands, by its hash. */
export type PlaceIndex = ReadonlyMap<string, Place>;

/** How far a record is looked for from where it stands, when nothing else says where it was written. */
const reach = 64;

/** What stands before a record. */
export interface Before {
	/** Empty before the first record; null when the record before is not here. */
	readonly hash: string | null;
	/** Where that record was written. */
	readonly written: Place | null;
}

/**
 * Where an altered record could have been written, likeliest first: after the record that it names, under its own number
 * in another chain, or near its number.
 */
export function* candidatePlaces(
	row: LedgerRow,
	before: Before,
	chains: readonly string[],
	index: PlaceIndex,
): Generator<Place> {
	if (row.prev === '') for (const chain of chains) yield { chain, seq: 1 };
	if (row.prev === before.hash) {
		// Both may have been moved together; the record was written right after that one, and nowhere else.
		if (before.written) yield after(before.written);
		return;
	}
	const named = index.get(row.prev);
	if (named) yield after(named);
	for (const chain of chains) yield { chain, seq: row.seq };
	for (let distance = 1; distance <= reach; distance += 1) {
		yield { chain: row.chain, seq: row.seq + distance };
		yield { chain: row.chain, seq: row.seq - distance };
	}
}

function after({ chain, seq }: Place): Place {
	return { chain, seq: seq + 1 };
}
