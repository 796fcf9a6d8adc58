import { describe, expect, it } from 'vitest';
import type { EvidenceRecord, LedgerFault } from '../../../contract/evidence.ts';
import type { Elsewhere } from '../../../core/evidence/examine-chain.ts';
import type { ChainHead, LedgerRow } from '../../../core/evidence/ledger-row.ts';
import { verifyChain } from '../../../core/evidence/verify-chain.ts';
import { chainOf, seal } from './chain-of.ts';
import { digest } from './sample-bodies.ts';

const chain = chainOf([
	['run.opened', { plan: 'tiny' }],
	['preflight.checked', { outcome: 'pass' }],
	['backup.taken', { rows: 4 }],
	['restore.tested', { outcome: 'pass' }],
	['clone.removed', {}],
	['rehearsal.completed', { outcome: 'pass' }],
]);
const other = chainOf(
	[
		['run.opened', { plan: 'other' }],
		['preflight.checked', { outcome: 'fail' }],
	],
	'run-2',
);

function at(seq: number, of = chain): EvidenceRecord {
	const record = of[seq - 1];
	if (!record) throw new Error(`the chain has no record ${seq}`);
	return record;
}

const all = (...seqs: number[]) => seqs.map((seq) => at(seq));
const headAt = (seq: number): ChainHead => ({ chain: 'run-1', seq, hash: at(seq).hash });
const edited = (seq: number, change: Partial<LedgerRow>): LedgerRow[] =>
	chain.map((record) => (record.seq === seq ? { ...record, ...change } : record));
/** As they stand, numbered from 1: hashes are left as they are. */
const renumbered = (rows: readonly LedgerRow[]) => rows.map((row, index) => ({ ...row, seq: index + 1 }));
const resealed = (row: LedgerRow, change: Partial<EvidenceRecord>): EvidenceRecord => {
	const { hash: _, ...open } = { ...(row as EvidenceRecord), ...change };
	return seal(open);
};
/** The records as somebody would leave them who also numbers, links and hashes anew. */
function forged(rows: readonly LedgerRow[]): EvidenceRecord[] {
	let prev = '';
	return rows.map((row, index) => {
		const next = resealed(row, { seq: index + 1, prev });
		prev = next.hash;
		return next;
	});
}
const invented = (seq: number): EvidenceRecord =>
	resealed(at(seq), { kind: 'waiver.recorded', body: { reason: 'none' }, prev: seq === 1 ? '' : at(seq - 1).hash });

const short = ({ seq, last, fault }: LedgerFault) => `${seq === last ? seq : `${seq}-${last}`} ${fault}`;
const inWords = ({ message, expected, found }: LedgerFault) => ({ message, expected, found });
const faults = (rows: readonly LedgerRow[], known: Elsewhere = {}) => verifyChain('run-1', rows, known).map(short);
const bySeq = (rows: readonly LedgerRow[]) => rows.toSorted((one, two) => one.seq - two.seq);

describe('a chain nobody touched', () => {
	it.each<[string, readonly EvidenceRecord[], ChainHead | undefined]>([
		['without an anchor', chain, undefined],
		['as long as its anchor', chain, headAt(6)],
		['longer than its anchor', chain, headAt(2)],
		['with one record', all(1), headAt(1)],
		['with nothing in it yet', [], undefined],
	])('passes: %s', (_what, rows, anchor) => {
		expect(faults(rows, { anchor })).toEqual([]);
	});
});

describe('an edit is found at its place, anchored or not', () => {
	it.each<[string, Partial<LedgerRow>, string[]]>([
		['kind', { kind: 'snapshot.taken' }, ['3 edited']],
		['kind, to none', { kind: 'no such kind' }, ['3 edited']],
		['recorded_at', { recorded_at: '2026-03-01T12:00:02.001Z' }, ['3 edited']],
		['recorded_at, by microseconds', { recorded_at: '2026-03-01T12:00:02.000001Z' }, ['3 edited']],
		['actor', { actor: 'somebody' }, ['3 edited']],
		['body', { body: { rows: 5 } }, ['3 edited']],
		['body, emptied', { body: {} }, ['3 edited']],
		['body, no object any more', { body: 'nothing' }, ['3 edited']],
		['prev', { prev: digest('f') }, ['3 edited']],
		['prev, emptied', { prev: '' }, ['3 edited']],
		['hash', { hash: digest('f') }, ['3 edited']],
		['body, with a number that JSON has no form for', { body: Number.POSITIVE_INFINITY }, ['3 unreadable']],
		['body, with a digit that is lost on reading', { flaw: 'its body holds …' }, ['3 unreadable']],
		['actor and prev', { actor: 'somebody', prev: digest('f') }, ['3 edited']],
		['actor and hash', { actor: 'somebody', hash: digest('f') }, ['3 edited']],
	])('%s', (_what, change, found) => {
		expect(faults(edited(3, change))).toEqual(found);
		expect(faults(edited(3, change), { anchor: headAt(6) })).toEqual(found);
		expect(faults(edited(3, change), { anchor: headAt(3) })).toEqual(found);
	});

	it.each([1, 2, 6])('of record %i as of any other', (seq) => {
		expect(faults(edited(seq, { actor: 'somebody' }))).toEqual([`${seq} edited`]);
		expect(faults(edited(seq, { prev: digest('f') }))).toEqual([`${seq} edited`]);
	});

	it('of the last record’s hash', () => {
		expect(faults(edited(6, { hash: digest('f') }))).toEqual(['6 edited']);
		expect(faults(edited(6, { hash: digest('f') }), { anchor: headAt(6) })).toEqual(['6 edited']);
	});

	it('of several records, each named', () => {
		const twice = edited(1, { actor: 'somebody' }).map((row) => (row.seq === 5 ? { ...row, actor: 'somebody' } : row));
		expect(faults(twice)).toEqual(['1 edited', '5 edited']);
	});

	it.each<[string, Partial<LedgerRow>, string, string, string]>([
		[
			'content',
			{ actor: 'x' },
			'record 3 (backup.taken) is not what was hashed',
			`what hashes to ${at(3).hash}`,
			'what hashes to ',
		],
		[
			'hash',
			{ hash: digest('f') },
			'the hash of record 3 (backup.taken) was replaced; the record itself is whole',
			`hash ${at(3).hash}`,
			`hash ${digest('f')}`,
		],
		[
			'link',
			{ prev: digest('f') },
			'the link of record 3 (backup.taken) was replaced; the record was written after record 2',
			`prev ${at(2).hash}`,
			`prev ${digest('f')}`,
		],
		[
			'empty link',
			{ prev: '' },
			'the link of record 3 (backup.taken) was replaced; the record was written after record 2',
			`prev ${at(2).hash}`,
			'prev (empty)',
		],
		[
			'flaw',
			{ flaw: 'its kind is NULL' },
			'record 3 (backup.taken) holds what no record can hold: its kind is NULL',
			`what hashes to ${at(3).hash}`,
			'its kind is NULL',
		],
	])('and told by what was edited: %s', (_what, change, message, expected, found) => {
		const [fault] = verifyChain('run-1', edited(3, change));
		expect(fault).toMatchObject({ chain: 'run-1', seq: 3, last: 3, message, expected });
		expect(fault?.found).toContain(found);
	});

	it('says that the first record was written after none', () => {
		const [fault] = verifyChain('run-1', edited(1, { prev: digest('f') }));
		expect(fault?.expected).toBe('prev (empty)');
	});
});

describe('what was taken away, put in or moved is found at its place, anchored or not', () => {
	it.each<[string, readonly LedgerRow[], string[]]>([
		['the first record deleted', all(2, 3, 4, 5, 6), ['1 missing']],
		['a record deleted', all(1, 3, 4, 5, 6), ['2 missing']],
		['two neighbours deleted', all(1, 4, 5, 6), ['2-3 missing']],
		['two others deleted', all(1, 3, 5, 6), ['2 missing', '4 missing']],
		['a record deleted and the rest renumbered', renumbered(all(1, 3, 4, 5, 6)), ['2 missing', '2-5 reordered']],
		['the first deleted and the rest renumbered', renumbered(all(2, 3, 4, 5, 6)), ['1 missing', '1-5 reordered']],
		['a record’s number raised', [...all(1, 2, 4, 5, 6), { ...at(3), seq: 13 }], ['13 reordered']],
		['the last record’s number raised', [...all(1, 2, 3, 4, 5), { ...at(6), seq: 16 }], ['16 reordered']],
		[
			'a number raised beyond all bounds',
			[...all(1, 2, 3, 4, 5), { ...at(6), seq: 2 ** 52, prev: digest('f') }],
			[`6-${2 ** 52 - 1} missing`, `${2 ** 52} edited`],
		],
		['two records in each other’s place', renumbered(all(1, 3, 2, 4, 5, 6)), ['2 reordered', '3 reordered']],
		['a record moved to another place', renumbered(all(1, 5, 2, 3, 4, 6)), ['2 reordered', '3-5 reordered']],
		[
			'a forged record put in, with a hash of its own, and the rest renumbered',
			[
				...all(1, 2),
				invented(3),
				...renumbered(chain)
					.slice(2)
					.map((row) => ({ ...row, seq: row.seq + 1 })),
			],
			['3 inserted', '4-7 reordered'],
		],
		[
			'two forged records put in',
			[
				...all(1, 2),
				...forged([...all(1, 2), invented(3), invented(4)]).slice(2),
				...all(3, 4, 5, 6).map((row) => ({ ...row, seq: row.seq + 2 })),
			],
			['3-4 inserted', '5-8 reordered'],
		],
		['a forged record under a number that is taken', bySeq([...chain, invented(3)]), ['3 inserted']],
		['a forged record under the last number', bySeq([...chain, invented(6)]), ['6 inserted']],
		['a record twice', bySeq([...chain, at(3)]), ['3 duplicated']],
		['a record twice, one of them edited', bySeq([...chain, { ...at(3), actor: 'somebody' }]), ['3 inserted']],
		['a record once more at the end', [...chain, { ...at(3), seq: 7 }], ['7 duplicated']],
		['a record before the first', [resealed(at(1), { seq: 0 }), ...chain], ['0 inserted']],
		[
			'a record replaced by a forged one with a hash of its own',
			[...all(1, 2), invented(3), ...all(4, 5, 6)],
			['3 rewritten'],
		],
		[
			'records replaced from the second on, up to the fourth',
			[at(1), ...forged([at(1), ...edited(2, { actor: 'x' }).slice(1, 4)]).slice(1), ...all(5, 6)],
			['4 rewritten'],
		],
		[
			'a first record that follows something',
			[resealed(at(1), { prev: digest('f') }), ...all(2, 3, 4, 5, 6)],
			['1 rewritten', '1 rewritten'],
		],
	])('%s', (_what, rows, found) => {
		expect(faults(rows)).toEqual(found);
		expect(faults(rows, { anchor: headAt(6) })).toEqual(
			rows.some(({ hash }) => hash === at(6).hash) ? found : expect.arrayContaining(found),
		);
		expect(verifyChain('run-1', rows).map(inWords)).toMatchSnapshot();
	});
});

describe('records of other chains', () => {
	const places = {
		chains: ['run-2'],
		index: new Map([...chain, ...other].map(({ hash, chain: of, seq }) => [hash, { chain: of, seq }])),
	};
	const moved = (row: EvidenceRecord, seq: number) => ({ ...row, chain: 'run-1', seq });

	it.each<[string, readonly LedgerRow[], string[]]>([
		['a record moved to the end', [...chain, moved(at(2, other), 7)], ['7 moved']],
		['a record moved into the place of another', [at(1), moved(at(2, other), 2), ...all(3, 4, 5, 6)], ['2 moved']],
		['a first record moved into the place of the first', [moved(at(1, other), 1), ...all(2, 3, 4, 5, 6)], ['1 moved']],
		[
			'a whole chain moved behind another',
			[...chain, moved(at(1, other), 7), moved(at(2, other), 8)],
			['7 moved', '8 moved'],
		],
	])('%s', (_what, rows, found) => {
		expect(faults(rows, { ...places, anchor: headAt(1) })).toEqual(found);
	});

	it('are named by the chain and number that they were written under', () => {
		const [fault] = verifyChain('run-1', [...chain, moved(at(2, other), 7)], places);
		expect(fault).toMatchObject({
			message: 'record 7 was written as record 2 of chain run-2',
			expected: 'a record written as run-1/7',
			found: 'one written as run-2/2',
		});
	});

	it('are edited ones where the other chain is not known', () => {
		expect(faults([...chain, moved(at(2, other), 7)])).toEqual(['7 edited']);
	});
});

describe('what only the anchor outside the database shows', () => {
	it.each<[string, readonly LedgerRow[], number, string[]]>([
		['the last record deleted', all(1, 2, 3, 4, 5), 6, ['6 truncated']],
		['all but one deleted', all(1), 6, ['2-6 truncated']],
		['all deleted', [], 6, ['1-6 removed']],
		['an edit with every later hash made anew', forged(edited(2, { actor: 'somebody' })), 6, ['6 rewritten']],
		['the same beyond the anchored record', forged(edited(4, { actor: 'somebody' })), 3, []],
		['a deletion with every later record made anew', forged(all(1, 3, 4, 5, 6, 6)), 6, ['6 rewritten']],
		['a deletion with every later record made anew, one fewer', forged(all(1, 3, 4, 5, 6)), 6, ['6 truncated']],
		['the last record replaced', [...all(1, 2, 3, 4, 5), invented(6)], 6, ['6 rewritten']],
		['a record in the middle deleted, and the last', all(1, 2, 4, 5), 6, ['3 missing', '6 truncated']],
		['the anchored record deleted, with others after it', all(1, 2, 4, 5, 6), 3, ['3 missing']],
		[
			'a record beyond the anchor that does not continue',
			[...all(1, 2, 3), resealed(at(4), { prev: digest('f') })],
			3,
			['4 inserted'],
		],
	])('%s', (_what, rows, anchored, found) => {
		expect(faults(rows, { anchor: headAt(anchored) })).toEqual(found);
		expect(verifyChain('run-1', rows, { anchor: headAt(anchored) }).map(inWords)).toMatchSnapshot();
	});

	it('says that only the anchor shows it, and that it may have begun before', () => {
		const [fault] = verifyChain('run-1', forged(edited(2, { actor: 'somebody' })), { anchor: headAt(6) });
		expect(fault).toMatchObject({
			message:
				'record 6 (rehearsal.completed) differs from its anchored hash, and the chain agrees with itself: it was made anew from some record on, at the latest from this one; only the anchor shows it',
			expected: `hash ${at(6).hash}`,
		});
	});

	it.each<[string, readonly LedgerRow[]]>([
		['the end cut off beyond the anchored head', all(1, 2, 3)],
		['a forgery throughout beyond it', forged(edited(4, { actor: 'somebody' }))],
		[
			'a record that nobody should have written, hashed as the bundle would',
			[...chain, resealed(at(6), { seq: 7, prev: at(6).hash })],
		],
	])('the stated limit: %s is not seen', (_what, rows) => {
		expect(faults(rows, { anchor: headAt(3) })).toEqual([]);
	});

	it('without any anchor a forgery throughout is consistent in itself', () => {
		expect(faults(forged(edited(2, { actor: 'somebody' })))).toEqual([]);
	});
});

describe('a replaced record and the anchor', () => {
	const replaced = [...all(1, 2), invented(3), ...all(4, 5, 6)];

	it.each<[string, number | null, string[], RegExp]>([
		[
			'what follows is anchored: the replaced one is named',
			6,
			['3 rewritten'],
			/record 3 \(waiver.recorded\) is not the one that record 4 was written after: it was made anew, perhaps with records before it$/,
		],
		[
			'what comes before is anchored: what follows does not continue it',
			2,
			['3 rewritten'],
			/or record 4 was: no anchor vouches for either$/,
		],
		[
			'nothing is anchored: either could be it',
			null,
			['3 rewritten'],
			/or record 4 was: no anchor vouches for either$/,
		],
	])('%s', (_what, anchored, found, message) => {
		const reported = verifyChain('run-1', replaced, { anchor: anchored === null ? undefined : headAt(anchored) });
		expect(reported.map(short)).toEqual(found);
		expect(reported[0]?.message).toMatch(message);
		expect(reported[0]).toMatchObject({ expected: `hash ${at(3).hash}`, found: `hash ${invented(3).hash}` });
	});
});

it('every fault says where, what was expected, what was found and what can be done', () => {
	const [missing, cut] = verifyChain('run-1', all(1, 3, 4), { anchor: headAt(6) });
	expect(missing).toEqual({
		chain: 'run-1',
		seq: 2,
		last: 2,
		fault: 'missing',
		message: 'record 2 is missing',
		expected: 'record 2',
		found: 'the chain goes on with record 3',
		remedy: expect.stringContaining('Keep database and artefacts folder as they are'),
	});
	expect(cut).toEqual({
		chain: 'run-1',
		seq: 5,
		last: 6,
		fault: 'truncated',
		message: 'the chain ends at 4, but record 6 was anchored outside the database',
		expected: `records 5 to 6, the last of hash ${at(6).hash}`,
		found: 'the end of the chain after record 4',
		remedy: expect.stringContaining('If the database was restored from a backup'),
	});
	expect(verifyChain('run-1', [], { anchor: headAt(6) })[0]).toMatchObject({
		message: 'nothing is left of chain run-1, which was anchored up to record 6',
		expected: `records 1 to 6, the last of hash ${at(6).hash}`,
		found: 'no record',
	});
});

it('tells each of ten thousand edited records', () => {
	const long = chainOf(Array.from({ length: 10_000 }, (_, n) => ['action.refused', { n }] as const));
	const found = verifyChain(
		'run-1',
		long.map((row) => ({ ...row, actor: 'somebody' })),
		{ chains: ['a', 'b', 'c'] },
	);
	expect(found).toHaveLength(10_000);
});
