import type { LedgerFault } from '../../contract/evidence.ts';
import { type Examined, stands } from './examine-chain.ts';
import { ledgerFault, recordsOf } from './ledger-fault.ts';
import type { LedgerRow, Place } from './ledger-row.ts';

/** Records that are not what was hashed, each with what was done to it as far as its hash tells. */
export function findAltered(records: readonly Examined[]): LedgerFault[] {
	const standing = new Map(records.filter(stands).map(({ row }) => [row.hash, row.seq]));
	return joinShifted(records.flatMap((record) => describe(record, standing)));
}

/** The numbers of the records that are what was written there, by their hashes. */
type Standing = ReadonlyMap<string, number>;

interface Altered {
	readonly fault: LedgerFault;
	/** How far a record stands from where it was written in the same chain. */
	readonly shift: number;
}

function describe({ row, diagnosis, written }: Examined, standing: Standing): Altered[] {
	const { chain, seq, kind } = row;
	const edited = (message: string, expected: string, found: string): Altered[] => [
		{ fault: ledgerFault('edited', { chain, seq, message, expected, found }), shift: 0 },
	];
	switch (diagnosis.kind) {
		case 'whole':
			return [];
		case 'content':
			return edited(
				`record ${seq} (${kind}) is not what was hashed`,
				`what hashes to ${row.hash}`,
				`what hashes to ${diagnosis.recomputed}`,
			);
		case 'hash':
			return edited(
				`the hash of record ${seq} (${kind}) was replaced; the record itself is whole`,
				`hash ${diagnosis.right}`,
				`hash ${row.hash}`,
			);
		case 'prev':
			return edited(
				`the link of record ${seq} (${kind}) was replaced; the record was written after record ${seq - 1}`,
				`prev ${diagnosis.right || '(empty)'}`,
				`prev ${row.prev || '(empty)'}`,
			);
		case 'origin':
			return [misplaced(row, written, standing)];
		case 'unreadable': {
			const message = `record ${seq} (${kind}) holds what no record can hold: ${diagnosis.why}`;
			const fault = ledgerFault('unreadable', {
				chain,
				seq,
				message,
				expected: `what hashes to ${row.hash}`,
				found: diagnosis.why,
			});
			return [{ fault, shift: 0 }];
		}
		default:
			return diagnosis satisfies never;
	}
}

function misplaced(row: LedgerRow, written: Place, standing: Standing): Altered {
	const { chain, seq, hash } = row;
	const expected = `a record written as ${chain}/${seq}`;
	const found = `one written as ${written.chain}/${written.seq}`;
	if (written.chain !== chain) {
		const message = `record ${seq} was written as record ${written.seq} of chain ${written.chain}`;
		return { fault: ledgerFault('moved', { chain, seq, message, expected, found }), shift: 0 };
	}
	if (standing.get(hash) === written.seq) {
		const message = `record ${seq} is record ${written.seq} once more`;
		return { fault: ledgerFault('duplicated', { chain, seq, message, expected, found }), shift: 0 };
	}
	const message = `record ${seq} was written as record ${written.seq}`;
	return { fault: ledgerFault('reordered', { chain, seq, message, expected, found }), shift: written.seq - seq };
}

/** Records that were renumbered together are one fault: what was done is one thing. */
function joinShifted(altered: readonly Altered[]): LedgerFault[] {
	const joined: Altered[] = [];
	for (const next of altered) {
		const before = joined.at(-1);
		if (before && next.shift !== 0 && next.shift === before.shift && next.fault.seq === before.fault.last + 1) {
			joined.splice(-1, 1, { fault: extend(before.fault, next.fault.seq, next.shift), shift: next.shift });
		} else joined.push(next);
	}
	return joined.map(({ fault }) => fault);
}

function extend(fault: LedgerFault, last: number, shift: number): LedgerFault {
	const { chain, seq } = fault;
	return {
		...fault,
		last,
		message: `${recordsOf(seq, last)} were written as ${recordsOf(seq + shift, last + shift)}`,
		expected: `records written as ${chain}/${seq} to ${last}`,
		found: `those written as ${chain}/${seq + shift} to ${last + shift}`,
	};
}
