import type { LedgerFault } from '../../contract/evidence.ts';
import type { CheckOutcome } from '../../contract/outcomes.ts';

/** Without an anchor that somebody vouches for it cannot be decided whether evidence was taken away; that is not wrong yet. */
const undecided: readonly LedgerFault['fault'][] = [
	'anchor_missing',
	'anchor_unreadable',
	'anchor_unsigned',
	'keyring_differs',
];

export function outcomeOf(faults: readonly LedgerFault[]): CheckOutcome {
	if (faults.length === 0) return 'pass';
	return faults.every(({ fault }) => undecided.includes(fault)) ? 'error' : 'fail';
}
