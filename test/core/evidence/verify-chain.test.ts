import { describe, expect, it } from 'vitest';
import type { EvidenceRecord } from '../../../contract/evidence.ts';
import { verifyChain } from '../../../core/evidence/verify-chain.ts';
import { chainOf, seal } from './chain-of.ts';
import { digest } from './sample-bodies.ts';

const chain = chainOf([
	['run.opened', { plan: 'tiny' }],
	['preflight.checked', { outcome: 'pass' }],
	['backup.taken', { rows: 4 }],
	['restore.tested', { outcome: 'pass' }],
]);

function at(seq: number): EvidenceRecord {
	const record = chain[seq - 1];
	if (!record) throw new Error(`the chain has no record ${seq}`);
	return record;
}

const headAt = (seq: number) => ({ chain: 'run-1', seq, hash: at(seq).hash });
const edited = (seq: number, change: Partial<EvidenceRecord>) =>
	chain.map((record) => (record.seq === seq ? { ...record, ...change } : record));
const faults = (records: readonly EvidenceRecord[], head?: ReturnType<typeof headAt>) =>
	verifyChain('run-1', records, head).map(({ seq, fault }) => `${seq} ${fault}`);

/** The records as somebody would leave them who also renumbers, links and hashes anew. */
function forged(records: readonly EvidenceRecord[]): EvidenceRecord[] {
	let prev = '';
	return records.map((record, index) => {
		const { hash: _, ...open } = record;
		const next = seal({ ...open, seq: index + 1, prev });
		prev = next.hash;
		return next;
	});
}

describe('a chain nobody touched', () => {
	it.each<[string, readonly EvidenceRecord[], ReturnType<typeof headAt> | undefined]>([
		['without an anchor', chain, undefined],
		['as long as its anchor', chain, headAt(4)],
		['longer than its anchor', chain, headAt(2)],
		['with nothing in it yet', [], undefined],
	])('passes: %s', (_what, records, head) => {
		expect(faults(records, head)).toEqual([]);
	});
});

describe('an edit of one field is found at its place', () => {
	it.each<[string, Partial<EvidenceRecord>, string[]]>([
		['chain', { chain: 'run-2' }, ['2 edited']],
		['kind', { kind: 'snapshot.taken' }, ['2 edited']],
		['recorded_at', { recorded_at: '2026-03-01T12:00:01.001Z' }, ['2 edited']],
		['actor', { actor: 'somebody' }, ['2 edited']],
		['body', { body: { outcome: 'fail' } }, ['2 edited']],
		['body, emptied', { body: {} }, ['2 edited']],
		['prev', { prev: digest('f') }, ['2 reordered', '2 edited']],
		['hash', { hash: digest('f') }, ['2 edited', '3 reordered']],
	])('%s', (_what, change, found) => {
		expect(faults(edited(2, change))).toEqual(found);
	});

	it('of the last record as of any other', () => {
		expect(faults(edited(4, { actor: 'somebody' }))).toEqual(['4 edited']);
	});

	it('with its hash made anew: the next record does not follow it any more', () => {
		const { hash: _, ...open } = at(2);
		const resealed = seal({ ...open, actor: 'somebody' });
		expect(faults(edited(2, resealed))).toEqual(['3 reordered']);
	});

	it('of several records, each named', () => {
		const twice = edited(1, { actor: 'somebody' }).map((record) =>
			record.seq === 3 ? { ...record, actor: 'somebody' } : record,
		);
		expect(faults(twice)).toEqual(['1 edited', '3 edited']);
	});
});

describe('what was taken away, put in or moved is found', () => {
	const renumbered = (records: readonly EvidenceRecord[]) =>
		records.map((record, index) => ({ ...record, seq: index + 1 }));

	it.each<[string, readonly EvidenceRecord[], string[]]>([
		['the first record deleted', chain.slice(1), ['1 missing']],
		['a record deleted', [at(1), at(3), at(4)], ['2 missing']],
		[
			'a record deleted and the rest renumbered',
			renumbered([at(1), at(3), at(4)]),
			['2 reordered', '2 edited', '3 edited'],
		],
		[
			'a record inserted with a number that is taken',
			[at(1), at(2), { ...at(2), body: {} }, at(3), at(4)],
			['3 missing'],
		],
		[
			'a record inserted and the rest renumbered',
			renumbered([at(1), at(1), at(2), at(3), at(4)]),
			['2 reordered', '2 edited', '3 edited', '4 edited', '5 edited'],
		],
		['two records in each other’s place', [at(1), at(3), at(2), at(4)], ['2 missing']],
		[
			'two records in each other’s place, renumbered',
			renumbered([at(1), at(3), at(2), at(4)]),
			['2 reordered', '2 edited', '3 reordered', '3 edited', '4 reordered'],
		],
		['another chain’s record at the end', [...chain, seal({ ...at(1), seq: 5 })], ['5 reordered']],
	])('%s', (_what, records, found) => {
		expect(faults(records)).toEqual(found);
	});
});

describe('what only the anchor outside the database shows', () => {
	it.each<[string, readonly EvidenceRecord[], number, string[]]>([
		['the last record deleted', chain.slice(0, 3), 4, ['4 truncated']],
		['all but one deleted', chain.slice(0, 1), 4, ['4 truncated']],
		['all deleted', [], 4, ['4 truncated']],
		['deleted up to the anchored record, not beyond', chain.slice(0, 3), 3, []],
		['an edit with every later hash made anew', forged(edited(2, { actor: 'somebody' })), 4, ['4 edited']],
		['a deletion with every later record made anew', forged([at(1), at(3), at(4), at(4)]), 4, ['4 edited']],
		['the same before the anchored record only', forged(edited(3, { actor: 'somebody' })), 3, ['3 edited']],
	])('%s', (_what, records, anchored, found) => {
		expect(faults(records, headAt(anchored))).toEqual(found);
	});

	it('a forgery throughout is consistent in itself: without an anchor nothing shows it', () => {
		expect(faults(forged(edited(2, { actor: 'somebody' })))).toEqual([]);
	});
});

it('names chain, place and what stands there', () => {
	expect(verifyChain('run-1', [at(1), at(3)])).toEqual([
		{ chain: 'run-1', seq: 2, fault: 'missing', message: 'record 2 is missing: 3 stands in its place' },
	]);
	expect(verifyChain('run-1', edited(2, { actor: 'x' }))[0]?.message).toBe(
		'record 2 (preflight.checked) is not what was hashed',
	);
	expect(verifyChain('run-1', chain.slice(0, 2), headAt(4))[0]?.message).toBe(
		'the chain ends at 2, but record 4 was anchored outside the database',
	);
});
