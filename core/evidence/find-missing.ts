import type { LedgerFault } from '../../contract/evidence.ts';
import { type Examined, numberOf } from './examine-chain.ts';
import { ledgerFault, recordsOf } from './ledger-fault.ts';

/** Numbers up to the chain's last under which no record was written that is still here. */
export function findMissing(chain: string, records: readonly Examined[]): LedgerFault[] {
	const here = records.map(numberOf).sort((one, other) => one - other);
	return here.flatMap((seq, index) => {
		const due = (here[index - 1] ?? 0) + 1;
		return seq > due ? [missing(chain, due, seq - 1)] : [];
	});
}

function missing(chain: string, first: number, last: number): LedgerFault {
	const which = recordsOf(first, last);
	return ledgerFault('missing', {
		chain,
		seq: first,
		last,
		message: `${which} ${first === last ? 'is' : 'are'} missing`,
		expected: which,
		found: `the chain goes on with record ${last + 1}`,
	});
}
