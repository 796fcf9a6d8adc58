import { NotCanonical } from '../digest/canonical-json.ts';
import { digestOf } from '../digest/sha256.ts';
import type { LedgerRow } from './ledger-row.ts';

/** The hash of a record covers all of it and the hash before it. */
export function hashEvidence(record: Omit<LedgerRow, 'hash'>): string {
	const { chain, seq, kind, recorded_at, actor, body, prev } = record;
	return digestOf({ chain, seq, kind, recorded_at, actor, body, prev });
}

/** The same for a row that somebody may have altered. Null: it holds what no record can hold, so that nothing was hashed. */
export function rehash(row: Omit<LedgerRow, 'hash'>): string | null {
	if (row.flaw !== undefined) return null;
	try {
		return hashEvidence(row);
	} catch (error) {
		if (error instanceof NotCanonical) return null;
		throw error;
	}
}
