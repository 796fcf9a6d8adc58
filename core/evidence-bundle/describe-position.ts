import { evidenceRecord } from '../../contract/evidence.ts';
import type { LedgerRow } from '../evidence/ledger-row.ts';
import { foldRun } from '../run/fold-run.ts';

/** Where a run stands, folded from its evidence as the product itself does; in words when it cannot be. */
export function describePosition(chain: readonly LedgerRow[]): string {
	try {
		const { phase, stopped, unsettled } = foldRun(chain.map((row) => evidenceRecord.parse(row)));
		return [
			phase,
			...(stopped ? [`stopped: ${stopped}`] : []),
			...(unsettled ? ['a migration is unsettled'] : []),
		].join(', ');
	} catch {
		return 'unknown: the chain holds records that this version cannot read';
	}
}
