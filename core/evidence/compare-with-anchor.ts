import type { LedgerFault } from '../../contract/evidence.ts';
import { type Examined, numberOf, stands } from './examine-chain.ts';
import { ledgerFault, recordsOf } from './ledger-fault.ts';
import type { ChainHead } from './ledger-row.ts';

/** What only the head kept outside the database shows: an end cut off, and a chain that was made anew throughout. */
export function compareWithAnchor(records: readonly Examined[], anchor: ChainHead | undefined): LedgerFault[] {
	if (!anchor || records.some(({ hash }) => hash === anchor.hash)) return [];
	if (records.length === 0) return [removed(anchor)];
	const last = records.reduce((most, record) => Math.max(most, numberOf(record)), 0);
	if (last < anchor.seq) return [truncated(anchor, last)];
	const anchored = records.find(({ row }) => row.seq === anchor.seq);
	return anchored && stands(anchored) ? [rewritten(anchor, anchored)] : [];
}

function removed({ chain, seq, hash }: ChainHead): LedgerFault {
	return ledgerFault('removed', {
		chain,
		seq: 1,
		last: seq,
		message: `nothing is left of chain ${chain}, which was anchored up to record ${seq}`,
		expected: `${recordsOf(1, seq)}, the last of hash ${hash}`,
		found: 'no record',
	});
}

function truncated({ chain, seq, hash }: ChainHead, last: number): LedgerFault {
	return ledgerFault('truncated', {
		chain,
		seq: last + 1,
		last: seq,
		message: `the chain ends at ${last}, but record ${seq} was anchored outside the database`,
		expected: `${recordsOf(last + 1, seq)}, the last of hash ${hash}`,
		found: `the end of the chain after record ${last}`,
	});
}

function rewritten({ chain, seq, hash }: ChainHead, { row }: Examined): LedgerFault {
	return ledgerFault('rewritten', {
		chain,
		seq,
		message: `record ${seq} (${row.kind}) differs from its anchored hash, and the chain agrees with itself: it was made anew from some record on, at the latest from this one; only the anchor shows it`,
		expected: `hash ${hash}`,
		found: `hash ${row.hash}`,
	});
}
