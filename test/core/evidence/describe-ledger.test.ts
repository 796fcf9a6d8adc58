import { describe, expect, it } from 'vitest';
import type { LedgerVerification } from '../../../contract/evidence.ts';
import { describeLedger } from '../../../core/evidence/describe-ledger.ts';
import { judgeAnchor } from '../../../core/evidence/judge-anchor.ts';
import { verifyChain } from '../../../core/evidence/verify-chain.ts';
import { chainOf } from './chain-of.ts';

const passed: LedgerVerification = {
	outcome: 'pass',
	chains: 2,
	records: 8,
	beyond_anchor: 1,
	protection: 'append_only',
	anchored: true,
	signed_by: ['a'.repeat(64)],
	faults: [],
};

describe('a person reads of the ledger', () => {
	it('how much was looked at, how it is protected, and how far it is anchored', () => {
		expect(describeLedger(passed)).toEqual([
			'pass: 8 records in 2 chains',
			'The ledger is append-only: the application’s roles can change no record.',
			'1 records are not anchored yet.',
			'The anchor is signed by key aaaaaaaaaaaaaaaa….',
		]);
	});

	it('that there is no anchor, and that an owner could change records', () => {
		expect(describeLedger({ ...passed, protection: 'tamper_evident', anchored: false }).slice(1)).toEqual([
			'The ledger is tamper-evident only: an owner could change records, and it would show up to the anchored heads.',
			'There is no anchor.',
		]);
	});

	it('who vouches for the anchor', () => {
		const two = ['a'.repeat(64), 'b'.repeat(64)];
		expect(describeLedger({ ...passed, signed_by: two }).at(-1)).toBe(
			'The anchor is signed by keys aaaaaaaaaaaaaaaa… and bbbbbbbbbbbbbbbb….',
		);
		expect(describeLedger({ ...passed, signed_by: [] }).at(-1)).toBe('Nobody has signed the anchor.');
	});

	it('each fault with its place, what was expected and found, and what can be done', () => {
		const [one, two, three, four] = chainOf(Array.from({ length: 4 }, () => ['clone.removed', {}] as const));
		if (!one || !two || !three || !four) throw new Error('the chain is short');
		const faults = [
			...judgeAnchor({ state: 'missing' }, null),
			...verifyChain('run-1', [one, four]),
			...verifyChain('run-1', [one, three, four]),
		];
		const lines = describeLedger({ ...passed, outcome: 'fail', faults }).slice(4);
		expect(lines).toEqual(
			faults.flatMap(({ message, expected, found, remedy }, at) => [
				'',
				[`anchor_missing  heads.json: ${message}`, `missing  run-1/2 to 3: ${message}`, `missing  run-1/2: ${message}`][
					at
				],
				`  expected: ${expected}`,
				`  found:    ${found}`,
				`  ${remedy}`,
			]),
		);
	});
});
