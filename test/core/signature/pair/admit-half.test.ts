import { describe, expect, it } from 'vitest';
import type { SignedHalf } from '../../../../contract/signatures.ts';
import { assertAdmissible, currentHalf, type StoredHalf } from '../../../../core/signature/pair/admit-half.ts';
import { alter } from '../leaves.ts';
import { codeOf, id, now, refusalOf, sampleEnvelope, samplePair, sign } from '../samples.ts';

const { executor, verifier } = samplePair('change_set');
const revocation = { revoked_at: now, revoked_by: 'admin', revocation_reason: 'wrong' };
const stored = (half: SignedHalf): StoredHalf => ({ half, revocation: null });
const revoked = (half: SignedHalf): StoredHalf => ({ half, revocation });
const admit = (half: SignedHalf, others: StoredHalf[], deadline: string | null = null) =>
	refusalOf(() => assertAdmissible(half, others, { now, deadline }));

/** Another signature of the same half, in place of a prior one. */
const again = (half: SignedHalf, number: number, prior: number | null) => {
	const renumbered = alter(half.payload_envelope, 'signature_id', () => id(number));
	const name = half === executor ? 'executor' : 'verifier';
	return sign(
		alter(renumbered, 'prior_signature_id', () => (prior === null ? null : id(prior))),
		name,
	);
};

describe('a half is admitted', () => {
	it.each<[string, SignedHalf, StoredHalf[], string | null]>([
		['the executor\u2019s first', executor, [], null],
		['the verifier\u2019s in answer to it', verifier, [stored(executor)], null],
		['the verifier\u2019s at the deadline', verifier, [stored(executor)], now],
		['the executor\u2019s, which has no deadline', executor, [], '2026-01-01T00:00:00.000Z'],
		['the executor\u2019s in place of a revoked one', again(executor, 21, 11), [revoked(executor)], null],
		[
			'the verifier\u2019s in place of a revoked one',
			again(verifier, 22, 12),
			[stored(executor), revoked(verifier)],
			null,
		],
		[
			'a third one in place of the second',
			again(executor, 31, 21),
			[revoked(executor), revoked(again(executor, 21, 11))],
			null,
		],
	])('%s', (_what, half, others, deadline) => {
		expect(admit(half, others, deadline)).toBeUndefined();
	});
});

describe('a half is refused', () => {
	it.each<[string, SignedHalf, StoredHalf[], string, string]>([
		[
			'the executor\u2019s second',
			again(executor, 21, null),
			[stored(executor)],
			'ALREADY_SIGNED',
			`expected one signature of the executor, found ${id(11)}`,
		],
		[
			'the verifier\u2019s second, of two at once the later',
			again(verifier, 22, null),
			[stored(executor), stored(verifier)],
			'ALREADY_SIGNED',
			`expected one signature of the verifier, found ${id(12)}`,
		],
		[
			'the same one again after it was revoked',
			executor,
			[revoked(executor)],
			'ALREADY_SIGNED',
			`expected a new id, ${id(11)} is on record`,
		],
		[
			'one that does not name the revoked one it replaces',
			again(executor, 21, null),
			[revoked(executor)],
			'LINEAGE_MISMATCH',
			`expected the prior signature ${id(11)}, got none`,
		],
		[
			'one that names another',
			again(executor, 21, 99),
			[revoked(executor)],
			'LINEAGE_MISMATCH',
			`expected the prior signature ${id(11)}, got ${id(99)}`,
		],
		[
			'a third one in place of the first',
			again(executor, 31, 11),
			[revoked(executor), revoked(again(executor, 21, 11))],
			'LINEAGE_MISMATCH',
			`expected the prior signature ${id(21)}, got ${id(11)}`,
		],
		[
			'a first one that names a prior',
			again(executor, 21, 99),
			[],
			'LINEAGE_MISMATCH',
			`expected the prior signature to be none, got ${id(99)}`,
		],
		[
			'the verifier\u2019s before the executor\u2019s',
			verifier,
			[],
			'COUNTERSIGNATURE_MISMATCH',
			`expected an answer to the executor's signature, which is not there, got one to ${executor.payload_hash}`,
		],
		[
			'the verifier\u2019s in answer to a revoked one',
			verifier,
			[revoked(executor)],
			'COUNTERSIGNATURE_MISMATCH',
			`expected an answer to the executor's signature, which is not there, got one to ${executor.payload_hash}`,
		],
		[
			'the verifier\u2019s in answer to another',
			verifier,
			[revoked(executor), stored(again(executor, 21, 11))],
			'COUNTERSIGNATURE_MISMATCH',
			`expected an answer to the executor's ${again(executor, 21, 11).payload_hash}, got one to ${executor.payload_hash}`,
		],
		[
			'one about another change set',
			sign(
				alter(sampleEnvelope('change_set', 'executor'), 'change_set_id', () => id(2)),
				'executor',
			),
			[stored(executor)],
			'LINEAGE_MISMATCH',
			`expected a signature about ${id(1)}, got one about ${id(2)}`,
		],
	])('%s', (_what, half, others, code, message) => {
		const subject = {
			LINEAGE_MISMATCH: 'prior_signature_id',
			COUNTERSIGNATURE_MISMATCH: 'statement.executor_payload_hash',
		};
		expect(admit(half, others)).toMatchObject({
			code,
			message,
			subject: message.includes('about') ? '' : (subject[code as keyof typeof subject] ?? ''),
		});
	});

	it('the verifier\u2019s after the deadline', () => {
		const deadline = '2026-05-15T14:29:59.999Z';
		expect(admit(verifier, [stored(executor)], deadline)).toMatchObject({
			code: 'LATE',
			message: `expected the verifier's signature until ${deadline}, got it at ${now}`,
		});
	});

	it('where a time is none', () => {
		const attempt = () => assertAdmissible(verifier, [stored(executor)], { now: 'soon', deadline: now });
		expect(codeOf(attempt)).toBe('TIME_MALFORMED');
	});
});

describe('the half that counts', () => {
	const second = again(executor, 21, 11);

	it.each<[string, StoredHalf[], StoredHalf | null]>([
		['none of none', [], null],
		['none where there is only the other', [stored(verifier)], null],
		['the one that is not revoked', [revoked(executor), stored(second), stored(verifier)], stored(second)],
		['also where it stands first', [stored(executor), revoked(second)], stored(executor)],
		['the last of those revoked', [revoked(executor), revoked(second)], revoked(second)],
	])('%s', (_what, others, expected) => {
		expect(currentHalf(others, 'executor')).toEqual(expected);
	});
});
