import type { LedgerFault } from '../../contract/evidence.ts';
import { type Examined, stands } from './examine-chain.ts';
import { ledgerFault, recordsOf } from './ledger-fault.ts';
import type { ChainHead } from './ledger-row.ts';

/**
 * Neighbours that are whole each for itself, but were not written one after the other: one of them was made anew, hash
 * and all. The anchor says which: what it was made on is true, back to the first link that does not hold.
 */
export function findBrokenLinks(records: readonly Examined[], anchor: ChainHead | undefined): LedgerFault[] {
	const standing = new Set(records.filter(stands).map(({ hash }) => hash));
	const vouchedFrom = findVouched(records, anchor);
	const isVouched = ({ row }: Examined) => anchor !== undefined && row.seq >= vouchedFrom && row.seq <= anchor.seq;
	return records.flatMap((record, index) => {
		const before = records[index - 1];
		if (!before) return record.row.seq === 1 && stands(record) && record.prev !== '' ? [madeAnewFirst(record)] : [];
		if (before.row.seq !== record.row.seq - 1 || !stands(before) || before.hash === record.prev) return [];
		if (!stands(record)) return standing.has(record.hash) ? [] : findInserted(before, record);
		if (isVouched(before) && !isVouched(record)) return [doesNotContinue(before, record)];
		return [madeAnew(before, record, isVouched(record))];
	});
}

/** The first record of those that the anchored head was made on; beyond the anchor when there are none. */
function findVouched(records: readonly Examined[], anchor: ChainHead | undefined): number {
	let vouched = Number.POSITIVE_INFINITY;
	let wanted = anchor?.hash;
	for (const record of records.toReversed()) {
		if (anchor === undefined || record.row.seq > anchor.seq) continue;
		if (record.hash !== wanted || !stands(record)) break;
		vouched = record.row.seq;
		wanted = record.prev;
	}
	return vouched;
}

/** A record that gave way to others: those in its place were put in. */
function findInserted(before: Examined, { row, written }: Examined): LedgerFault[] {
	const last = before.row.seq;
	if (written.chain !== row.chain || written.seq > last) return [];
	return [
		ledgerFault('inserted', {
			chain: row.chain,
			seq: written.seq,
			last,
			message: `${recordsOf(written.seq, last)} ${written.seq === last ? 'was' : 'were'} put in: record ${row.seq} was written in that place`,
			expected: `hash ${row.hash} as record ${written.seq}`,
			found: `hash ${before.hash} as record ${last}, which nothing follows`,
		}),
	];
}

function doesNotContinue(before: Examined, { row, prev }: Examined): LedgerFault {
	return ledgerFault('inserted', {
		chain: row.chain,
		seq: row.seq,
		message: `record ${row.seq} (${row.kind}) does not follow record ${before.row.seq}, which is anchored`,
		expected: `prev ${before.hash}`,
		found: `prev ${prev}`,
	});
}

function madeAnew(before: Examined, { row, prev }: Examined, vouched: boolean): LedgerFault {
	const { seq, kind } = before.row;
	const doubt = vouched ? '' : ` or record ${row.seq} was: no anchor vouches for either`;
	return ledgerFault('rewritten', {
		chain: row.chain,
		seq,
		message: `record ${seq} (${kind}) is not the one that record ${row.seq} was written after: it was made anew, perhaps with records before it${doubt}`,
		expected: `hash ${prev}`,
		found: `hash ${before.hash}`,
	});
}

function madeAnewFirst({ row, prev }: Examined): LedgerFault {
	return ledgerFault('rewritten', {
		chain: row.chain,
		seq: row.seq,
		message: `record 1 (${row.kind}) was written after a record, and there is none before it: it was made anew`,
		expected: 'no hash before the first record',
		found: `prev ${prev}`,
	});
}
