import { describe, expect, it } from 'vitest';
import type { EvidenceRecord } from '../../../contract/evidence.ts';
import { describeDifference } from '../../../core/evidence/describe-difference.ts';
import type { ChainHead, LedgerRow } from '../../../core/evidence/ledger-row.ts';
import { placeByCopies } from '../../../core/evidence/place-by-copies.ts';
import { verifyChain } from '../../../core/evidence/verify-chain.ts';
import { chainOf, seal } from './chain-of.ts';
import { digest } from './sample-bodies.ts';

const chain = chainOf([
	['run.opened', { plan: 'tiny' }],
	['preflight.checked', { outcome: 'pass', checks: [{ id: 'P-1', n: 1 }] }],
	['backup.taken', { rows: 4 }],
	['restore.tested', { outcome: 'pass' }],
]);
const copies = structuredClone(chain);
const anchor: ChainHead = { chain: 'run-1', seq: 4, hash: chain[3]?.hash ?? '' };

function forged(rows: readonly EvidenceRecord[]): EvidenceRecord[] {
	let prev = '';
	return rows.map(({ hash: _, ...open }, index) => {
		const next = seal({ ...open, seq: index + 1, prev });
		prev = next.hash;
		return next;
	});
}
const edited = (seq: number, change: Partial<EvidenceRecord>) =>
	chain.map((row) => (row.seq === seq ? { ...row, ...change } : row));
const place = (rows: readonly LedgerRow[], kept: readonly LedgerRow[] = copies, head: ChainHead | undefined = anchor) =>
	placeByCopies(verifyChain('run-1', rows, { anchor: head }), rows, kept, head);

describe('with copies outside the database', () => {
	it('an edit is told by field', () => {
		expect(place(edited(2, { actor: 'somebody' }))).toMatchObject([
			{ seq: 2, fault: 'edited', expected: 'actor "executor"', found: 'actor "somebody"' },
		]);
	});

	it('an edit deep in a body is told by its path', () => {
		expect(place(edited(2, { body: { outcome: 'pass', checks: [{ id: 'P-1', n: 2 }] } }))).toMatchObject([
			{ expected: 'body.checks[0].n 1', found: 'body.checks[0].n 2' },
		]);
	});

	it('a chain made anew is told from its first altered record on', () => {
		expect(place(forged(edited(2, { actor: 'somebody' })))).toMatchObject([
			{
				seq: 2,
				last: 4,
				fault: 'rewritten',
				message: 'records 2 to 4 were made anew, hashes and all: the anchor and the copies kept outside show it',
				expected: expect.stringMatching(/^actor "executor", hash /),
				found: expect.stringMatching(/^actor "somebody", hash /),
			},
		]);
	});

	it('a replaced last record is told alone', () => {
		expect(place(forged(edited(4, { actor: 'somebody' })))).toMatchObject([
			{ seq: 4, last: 4, message: expect.stringMatching(/^record 4 was made anew/) },
		]);
	});

	it('a replaced record that others follow stays at its place', () => {
		const [one, two, three, four] = chain;
		if (!one || !two || !three || !four) throw new Error('the chain is short');
		const { hash: _, ...open } = { ...three, actor: 'somebody' };
		expect(place([one, two, seal(open), four])).toMatchObject([{ seq: 3, last: 3, fault: 'rewritten' }]);
	});

	it.each<[string, readonly LedgerRow[], string]>([
		['missing', [chain[0], chain[2], chain[3]].flatMap((row) => row ?? []), 'Copies of record 2 are kept'],
		['truncated', chain.slice(0, 2), 'Copies of records 3 to 4 are kept'],
		['removed', [], 'Copies of records 1 to 4 are kept'],
	])('what is %s can be brought back, and the fault says from where', (fault, rows, remedy) => {
		const [found] = place(rows);
		expect(found).toMatchObject({ fault, remedy: expect.stringMatching(new RegExp(`^${remedy}.*ledger/run-1\\. `)) });
	});

	it('a row that cannot be read is told by what the copy holds', () => {
		const rows = edited(3, { body: { rows: Number.NaN } });
		expect(place(rows)).toMatchObject([{ fault: 'unreadable', expected: 'body.rows 4' }]);
	});

	it('two against one: where ledger and copies agree, it is the anchor that was altered', () => {
		expect(place(chain, copies, { ...anchor, hash: digest('f') })).toMatchObject([
			{
				fault: 'anchor_altered',
				seq: 4,
				message: expect.stringContaining('the copy kept outside agrees with the ledger'),
				expected: `hash ${anchor.hash}`,
				found: `hash ${digest('f')}`,
			},
		]);
	});
});

describe('a copy is believed only as far as the anchored head was made on it', () => {
	const unplaced = verifyChain('run-1', forged(edited(2, { actor: 'somebody' })), { anchor });
	const others = (change: (row: EvidenceRecord) => EvidenceRecord) => copies.map((row) => change(row));

	it.each<[string, readonly LedgerRow[]]>([
		['none', []],
		['the last missing', copies.slice(0, 3)],
		['the last edited', others((row) => (row.seq === 4 ? { ...row, actor: 'x' } : row))],
		['all made anew', forged(others((row) => ({ ...row, actor: 'x' })))],
	])('not: %s', (_what, kept) => {
		expect(place(forged(edited(2, { actor: 'somebody' })), kept)).toEqual(unplaced);
	});

	it('from the first that is missing, those after it', () => {
		const kept = copies.filter(({ seq }) => seq !== 2);
		expect(place(forged(edited(2, { actor: 'somebody' })), kept)).toMatchObject([{ seq: 3, last: 4 }]);
	});

	it('not without an anchor', () => {
		const rows = edited(2, { actor: 'somebody' });
		expect(placeByCopies(verifyChain('run-1', rows), rows, copies, undefined)).toEqual(verifyChain('run-1', rows));
	});

	it('and an anchor is not gainsaid by a copy that is not whole', () => {
		const kept = copies.map((row) => (row.seq === 4 ? { ...row, actor: 'x' } : row));
		expect(place(chain, kept, { ...anchor, hash: digest('f') })).toMatchObject([{ fault: 'rewritten' }]);
	});

	it('nor by a copy of another record', () => {
		const kept = forged(copies.map((row) => ({ ...row, actor: 'x' })));
		expect(place(chain, kept, { ...anchor, hash: digest('f') })).toMatchObject([{ fault: 'rewritten' }]);
	});
});

describe('a difference', () => {
	const [one] = chainOf([['run.opened', { plan: 'tiny' }]]);
	if (!one) throw new Error('the chain is empty');

	it.each<[string, Partial<LedgerRow>, string, string]>([
		['of a kind', { kind: 'x' }, 'kind "run.opened"', 'kind "x"'],
		[
			'of time and link',
			{ recorded_at: 'x', prev: 'y' },
			'recorded_at "2026-03-01T12:00:00.000Z", prev ""',
			'recorded_at "x", prev "y"',
		],
		['of a member more', { body: { plan: 'tiny', more: null } }, 'body.more (nothing)', 'body.more null'],
		['of a member less', { body: {} }, 'body.plan "tiny"', 'body.plan (nothing)'],
		['of a list where an object was', { body: ['tiny'] }, 'body {"plan":"tiny"}', 'body ["tiny"]'],
		['of nothing where an object was', { body: null }, 'body {"plan":"tiny"}', 'body null'],
		['of a long value, cut', { body: { plan: 'x'.repeat(300) } }, 'body.plan "tiny"', `body.plan "${'x'.repeat(199)}…`],
	])('%s', (_what, change, expected, found) => {
		expect(describeDifference(one, { ...one, ...change })).toEqual({ expected, found });
	});

	it('is none between equal records, whatever the order of their members', () => {
		expect(describeDifference({ ...one, body: { a: 1, b: [2] } }, { ...one, body: { b: [2], a: 1 } })).toBeNull();
	});
});
