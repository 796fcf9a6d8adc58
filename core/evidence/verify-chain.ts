import type { LedgerFault } from '../../contract/evidence.ts';
import { compareWithAnchor } from './compare-with-anchor.ts';
import { type Elsewhere, examineChain } from './examine-chain.ts';
import { findAltered } from './find-altered.ts';
import { findBrokenLinks } from './find-broken-links.ts';
import { findMissing } from './find-missing.ts';
import { findSurplus } from './find-surplus.ts';
import type { LedgerRow } from './ledger-row.ts';

/**
 * Finds what was edited, removed, inserted, moved or reordered in one chain, and what is missing up to its anchored head.
 * A chain longer than its anchor is normal; one behind it lost evidence.
 * @param rows the chain's rows in order of `seq`
 * @returns faults in order of the records that they are about
 */
export function verifyChain(chain: string, rows: readonly LedgerRow[], elsewhere: Elsewhere = {}): LedgerFault[] {
	const { anchor } = elsewhere;
	const { records, surplus } = examineChain(rows, elsewhere);
	const faults = [
		...findSurplus(records, surplus),
		...findMissing(chain, records),
		...findAltered(records),
		...findBrokenLinks(records, anchor),
		...compareWithAnchor(records, anchor),
	];
	return faults.sort((one, other) => one.seq - other.seq);
}
