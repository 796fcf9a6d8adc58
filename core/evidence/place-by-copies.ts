import type { LedgerFault } from '../../contract/evidence.ts';
import { anchorFile } from './anchor.ts';
import { describeDifference } from './describe-difference.ts';
import { rehash } from './hash-evidence.ts';
import { ledgerFault, recordsOf } from './ledger-fault.ts';
import type { ChainHead, LedgerRow } from './ledger-row.ts';

/**
 * Says more exactly what a chain's faults are, by the copies of its records that are kept outside the database: which
 * field was edited, from which record on a chain was made anew, and what can be brought back.
 * @param copies as found; only those that lead up to the anchored head are believed
 */
export function placeByCopies(
	faults: readonly LedgerFault[],
	rows: readonly LedgerRow[],
	copies: readonly LedgerRow[],
	anchor: ChainHead | undefined,
): LedgerFault[] {
	if (!anchor) return [...faults];
	const held = bySeq(rows);
	const kept = bySeq(copies);
	const believed = believe(kept, anchor);
	return faults.map((fault) => {
		switch (fault.fault) {
			case 'rewritten':
				return gainsayAnchor(fault, held, kept, anchor) ?? placeRewriting(fault, held, believed);
			case 'edited':
			case 'unreadable':
				return showFields(fault, held, believed);
			case 'missing':
			case 'truncated':
			case 'removed':
				return sayWhatIsKept(fault, believed);
			default:
				return fault;
		}
	});
}

type BySeq = ReadonlyMap<number, LedgerRow>;

function bySeq(rows: readonly LedgerRow[]): BySeq {
	return new Map(rows.map((row) => [row.seq, row]));
}

/** The copies that the anchored head was made on, back to the first that is missing or altered. */
function believe(kept: BySeq, anchor: ChainHead): BySeq {
	const believed = new Map<number, LedgerRow>();
	let wanted = anchor.hash;
	for (let seq = anchor.seq; seq >= 1; seq -= 1) {
		const copy = kept.get(seq);
		if (!copy || copy.hash !== wanted || rehash(copy) !== wanted) break;
		believed.set(seq, copy);
		wanted = copy.prev;
	}
	return believed;
}

/** Ledger and copies agree where the anchor does not: two against one. */
function gainsayAnchor({ chain, seq }: LedgerFault, held: BySeq, kept: BySeq, anchor: ChainHead): LedgerFault | null {
	const [row, copy] = [held.get(seq), kept.get(seq)];
	if (seq !== anchor.seq || !row || !copy || copy.hash !== row.hash || rehash(copy) !== copy.hash) return null;
	return ledgerFault('anchor_altered', {
		chain,
		seq,
		message: `${anchorFile} holds another hash of record ${seq} than the ledger, and the copy kept outside agrees with the ledger`,
		expected: `hash ${row.hash}`,
		found: `hash ${anchor.hash}`,
	});
}

function placeRewriting(fault: LedgerFault, held: BySeq, believed: BySeq): LedgerFault {
	const { last } = fault;
	const differing = [...believed.keys()].filter(
		(seq) => seq <= last && held.get(seq)?.hash !== believed.get(seq)?.hash,
	);
	// From the anchored record back, so that the last is the first of the chain.
	const first = differing.at(-1) ?? last;
	const [row, copy] = [held.get(first), believed.get(first)];
	if (!row || !copy) return fault;
	const message = `${recordsOf(first, last)} ${first === last ? 'was' : 'were'} made anew, hashes and all: the anchor and the copies kept outside show it`;
	return { ...fault, seq: first, message, ...describeDifference(copy, row) };
}

function showFields(fault: LedgerFault, held: BySeq, believed: BySeq): LedgerFault {
	const [row, copy] = [held.get(fault.seq), believed.get(fault.seq)];
	return row && copy ? { ...fault, ...describeDifference(copy, row) } : fault;
}

function sayWhatIsKept(fault: LedgerFault, believed: BySeq): LedgerFault {
	const seqs = [...believed.keys()].filter((seq) => seq >= fault.seq && seq <= fault.last);
	const [first, last] = [seqs.at(-1), seqs.at(0)];
	if (first === undefined) return fault;
	const where = `Copies of ${recordsOf(first, last)} are kept in the artefacts folder, under ledger/${fault.chain}.`;
	return { ...fault, remedy: `${where} ${fault.remedy}` };
}
