import type { LedgerFault } from '../../contract/evidence.ts';
import type { Examined } from './examine-chain.ts';
import { rehash } from './hash-evidence.ts';
import { ledgerFault } from './ledger-fault.ts';
import type { LedgerRow } from './ledger-row.ts';

/** Records whose number is another one's, or none; only an owner can have taken the constraints away. */
export function findSurplus(records: readonly Examined[], surplus: readonly LedgerRow[]): LedgerFault[] {
	return surplus.map((row) => {
		const { chain, seq, kind, hash } = row;
		const kept = records.find((record) => record.row.seq === seq)?.row.hash;
		const same = hash === kept && rehash(row) === hash;
		const what = same
			? 'stands here twice'
			: `(${kind}) ${kept ? 'shares its number with another record' : 'stands before the first'}`;
		return ledgerFault(same ? 'duplicated' : 'inserted', {
			chain,
			seq,
			message: `record ${seq} ${what}`,
			expected: kept ? `one record, of hash ${kept}` : 'records from 1 on',
			found: `one more, of hash ${hash}`,
		});
	});
}
