import { type Before, candidatePlaces, type PlaceIndex } from './candidate-places.ts';
import { type Diagnosis, diagnoseRecord } from './diagnose-record.ts';
import { rehash } from './hash-evidence.ts';
import type { ChainHead, LedgerRow, Place } from './ledger-row.ts';

/** A record with what its hash says, and with the links it had before anybody touched them, as far as that can be told. */
export interface Examined {
	readonly row: LedgerRow;
	readonly diagnosis: Diagnosis;
	/** Where it was written; where it stands when nothing speaks against that. */
	readonly written: Place;
	readonly hash: string;
	readonly prev: string;
}

export interface ExaminedChain {
	/** One record for each number, in order. */
	readonly records: readonly Examined[];
	/** Records under a number that another one has a better claim to, or that is none. */
	readonly surplus: readonly LedgerRow[];
}

/** What is known besides the chain itself. */
export interface Elsewhere {
	readonly anchor?: ChainHead | undefined;
	/** The other chains, and where their records stand. */
	readonly chains?: readonly string[];
	readonly index?: PlaceIndex;
}

/** @param rows the chain's rows in order of `seq` */
export function examineChain(rows: readonly LedgerRow[], { anchor, chains = [], index }: Elsewhere): ExaminedChain {
	const numbered = rows.filter(({ seq }) => seq >= 1);
	const slots = groupByNumber(numbered);
	const places = index ?? new Map(rows.map(({ hash, chain, seq }) => [hash, { chain, seq }]));
	const records: Examined[] = [];
	const surplus = rows.filter(({ seq }) => seq < 1);
	for (const [at, slot] of slots.entries()) {
		const followed = followersOf(slots, at, anchor);
		const [row, ...others] = byClaim(slot, followed);
		if (!row) continue;
		surplus.push(...others);
		const before = beforeOf(records, row.seq);
		const candidates = candidatePlaces(row, before, chains, places);
		records.push(settle(row, diagnoseRecord(row, { before: before.hash, followed, candidates })));
	}
	return { records, surplus };
}

/** Whether a record is what was written under its number; its links may have been touched. */
export function stands({ diagnosis }: Examined): boolean {
	return diagnosis.kind === 'whole' || diagnosis.kind === 'hash' || diagnosis.kind === 'prev';
}

/** The number that a record was written with, as far as this chain is concerned. */
export function numberOf({ row, written }: Examined): number {
	return written.chain === row.chain ? written.seq : row.seq;
}

function groupByNumber(rows: readonly LedgerRow[]): LedgerRow[][] {
	const slots = new Map<number, LedgerRow[]>();
	for (const row of rows) slots.set(row.seq, [...(slots.get(row.seq) ?? []), row]);
	return [...slots.values()];
}

/** Hashes that something was made on: the next record's link, and the anchor. */
function followersOf(slots: readonly LedgerRow[][], at: number, anchor: ChainHead | undefined): string[] {
	const seq = slots[at]?.[0]?.seq ?? 0;
	const next = (slots[at + 1] ?? []).filter((row) => row.seq === seq + 1).map(({ prev }) => prev);
	return anchor?.seq === seq ? [...next, anchor.hash] : next;
}

/** The record that is followed comes first, then one that is whole. */
function byClaim(slot: readonly LedgerRow[], followed: readonly string[]): readonly LedgerRow[] {
	if (slot.length === 1) return slot;
	const claim = (row: LedgerRow) => (followed.includes(row.hash) ? 2 : 0) + (rehash(row) === row.hash ? 1 : 0);
	return slot.toSorted((one, other) => claim(other) - claim(one));
}

function beforeOf(records: readonly Examined[], seq: number): Before {
	const last = records.at(-1);
	if (seq === 1) return { hash: '', written: null };
	return last?.row.seq === seq - 1 ? last : { hash: null, written: null };
}

function settle(row: LedgerRow, diagnosis: Diagnosis): Examined {
	const { chain, seq } = row;
	return {
		row,
		diagnosis,
		written: diagnosis.kind === 'origin' ? diagnosis.written : { chain, seq },
		hash: diagnosis.kind === 'hash' ? diagnosis.right : row.hash,
		prev: diagnosis.kind === 'prev' ? diagnosis.right : row.prev,
	};
}
