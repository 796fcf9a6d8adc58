import { describe, expect, it } from 'vitest';
import { parseAnchor } from '../../../core/evidence/anchor.ts';
import { coveredUntil } from '../../../core/evidence/covered-until.ts';
import type { ChainHead, LedgerRow } from '../../../core/evidence/ledger-row.ts';
import { anchorText } from './anchor-text.ts';
import { chainOf } from './chain-of.ts';
import { digest } from './sample-bodies.ts';

const chain = chainOf([
	['run.opened', { plan: 'tiny' }],
	['preflight.checked', { outcome: 'pass' }],
	['backup.taken', { rows: 4 }],
]);
const headAt = (seq: number): ChainHead => ({ chain: 'run-1', seq, hash: chain[seq - 1]?.hash ?? '' });
const elsewhere: ChainHead = { chain: 'run-2', seq: 1, hash: digest('e') };

function covered(heads: readonly ChainHead[], rows: readonly LedgerRow[] = chain): string[] {
	const anchor = parseAnchor(anchorText('3f0c1f5e-8f0e-4c7e-9a53-0f6b1b6c2d11', heads));
	if (anchor.state !== 'kept') throw new Error(`the anchor is ${anchor.state}`);
	return coveredUntil(anchor, 'run-1', rows);
}

describe('heads cover a chain until', () => {
	it('the anchored record was recorded, whatever came after it', () => {
		expect(covered([headAt(2)])).toEqual(['2026-03-01T12:00:01.000Z']);
		expect(covered([elsewhere, headAt(3)])).toEqual(['2026-03-01T12:00:02.000Z']);
	});

	it.each<[string, readonly ChainHead[]]>([
		['the chain has no head', [elsewhere]],
		['the head is of another hash', [{ ...headAt(2), hash: digest('f') }]],
		['the head is of another number', [{ ...headAt(2), seq: 3 }]],
		['the head is beyond the end', [{ ...headAt(2), seq: 9, hash: digest('f') }]],
	])('nobody knows when, where %s', (_what, heads) => {
		expect(covered(heads)).toEqual([]);
	});

	it.each([
		'2026-03-01T12:00:01Z',
		'2026-03-01T12:00:01.0Z',
		'2026-03-01T12:00:01.000',
		'2026-03-01T12:00:01.abcZ',
		'2026-03-01 12:00:01.000Z',
		'x2026-03-01T12:00:01.000Z',
		'2026-03-01T12:00:01.000Zx',
		'+002026-03-01T12:00:01.000Z',
		'2026-13-01T12:00:01.000Z',
		'6-03-01T12:00:01.000Z',
		'nine-03-01T12:00:01.000Z',
		'',
	])('nobody knows when, where the record says %j', (recorded_at) => {
		const rows = chain.map((row) => (row.seq === 2 ? { ...row, recorded_at } : row));
		expect(covered([headAt(2)], rows)).toEqual([]);
	});
});
