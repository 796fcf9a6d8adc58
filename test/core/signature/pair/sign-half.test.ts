import { describe, expect, it } from 'vitest';
import { type PayloadEnvelope, pairHalves, signedHalf } from '../../../../contract/signatures.ts';
import { canonicalJson } from '../../../../core/digest/canonical-json.ts';
import { sha256 } from '../../../../core/digest/sha256.ts';
import { verifyEnvelope } from '../../../../core/signature/dsse/verify-envelope.ts';
import { deriveIntegrityCheck } from '../../../../core/signature/pair/integrity-check.ts';
import { signHalf } from '../../../../core/signature/pair/sign-half.ts';
import { alter } from '../leaves.ts';
import { digest, keyOf, publicKeyOf, refusalOf, sampleEnvelope, sign } from '../samples.ts';

describe.each(['run', 'change_set'] as const)('a half about a %s', (subject) => {
	it.each(pairHalves)('signed by the %s: hash, check and signature over the canonical JSON', (half) => {
		const envelope = sampleEnvelope(subject, half);
		const signed = sign(envelope, half);
		const canonical = canonicalJson(envelope);
		expect(signedHalf.parse(signed)).toEqual(signed);
		expect(signed.payload_envelope).toEqual(envelope);
		expect(signed.payload_hash).toBe(sha256(canonical));
		expect(signed.integrity_check.credential_reference).toBe(`dot:${envelope.signer.dot_id}#${half}-key`);
		const kind = `${half}-${subject === 'run' ? 'run' : 'cut'}`;
		const payload_type = `application/vnd.dot-iu-cutter.${kind}.v0.1+json`;
		const dsse = signed.dsse ?? expect.unreachable();
		const verified = verifyEnvelope(dsse, { payload_type, keys: [publicKeyOf(half)], threshold: 1 });
		expect(Buffer.from(verified.payload).toString()).toBe(canonical);
		expect(dsse.signatures).toHaveLength(1);
	});
});

it('without a key there is an integrity check and no signature', () => {
	const signed = sign(sampleEnvelope('run', 'executor'), 'executor', null);
	expect(signed).toEqual({ ...sign(sampleEnvelope('run', 'executor'), 'executor'), dsse: null });
});

it('the same half signed twice is the same: nothing in it is random', () => {
	const envelope = sampleEnvelope('run', 'executor');
	expect(sign(envelope, 'executor')).toEqual(sign(envelope, 'executor'));
});

describe('the integrity check', () => {
	it('is the digest of its scheme, the name of a credential and the hash, all of which anyone has', () => {
		expect(deriveIntegrityCheck(digest('a'), 'dot:X#key')).toEqual({
			scheme: 'integrity-check-v0.1',
			credential_reference: 'dot:X#key',
			digest: sha256(
				`{"credential_reference":"dot:X#key","payload_hash":"${digest('a')}","scheme":"integrity-check-v0.1"}`,
			),
		});
	});

	it('changes with the hash and with the name', () => {
		const digests = [
			deriveIntegrityCheck(digest('a'), 'dot:X#key'),
			deriveIntegrityCheck(digest('b'), 'dot:X#key'),
			deriveIntegrityCheck(digest('a'), 'dot:X#other'),
		].map((check) => check.digest);
		expect(new Set(digests).size).toBe(3);
	});
});

describe('refuses to sign', () => {
	const envelope = sampleEnvelope('run', 'executor');
	const attempt = (changed: PayloadEnvelope, credential = 'key') =>
		refusalOf(() => signHalf(changed, { credential, key: keyOf('executor') }));

	it.each<[string, PayloadEnvelope, string]>([
		['a digest in capitals', alter(envelope, 'statement.plan_digest', () => 'A'.repeat(64)), 'statement.plan_digest'],
		[
			'an id in capitals',
			alter(envelope, 'run_id', (before) =>
				String(before).replace('0-4', '0-4').toUpperCase().replace('000001', '00000A'),
			),
			'run_id',
		],
		[
			'a time without milliseconds',
			alter(envelope, 'signer.signed_at', () => '2026-05-15T14:20:00Z'),
			'signer.signed_at',
		],
		[
			'a time of another zone',
			alter(envelope, 'signer.signed_at', () => '2026-05-15T14:20:00.000+07:00'),
			'signer.signed_at',
		],
		['nobody', alter(envelope, 'signer.identity', () => ''), 'signer.identity'],
		[
			'a ledger position of none',
			alter(envelope, 'statement.migration_committed.seq', () => 0),
			'statement.migration_committed.seq',
		],
		['another format', alter(envelope, 'format', () => 'v2'), 'format'],
		['an unknown kind', alter(envelope, 'signature_kind', () => 'verifier'), 'signature_kind'],
	])('%s', (_what, changed, field) => {
		const refusal = attempt(changed);
		expect(refusal).toMatchObject({ code: 'HALF_MALFORMED', subject: field });
		expect(refusal?.message.startsWith(`${field}: `)).toBe(true);
	});

	it('a member that the kind does not have', () => {
		expect(attempt(alter(envelope, 'note', () => 'x'))?.message).toBe('envelope: Unrecognized key: "note"');
	});

	it.each(pairHalves)('under the other half: what the %s states', (half) => {
		const other = half === 'executor' ? 'verifier' : 'executor';
		const own = sampleEnvelope('run', half);
		const swapped = alter(own, 'signer', () => sampleEnvelope('run', other).signer);
		expect(attempt(swapped)).toMatchObject({
			code: 'WRONG_SIGNER',
			subject: 'signer.dot_id',
			message: `expected ${own.signer.dot_id} to sign ${own.signature_kind}, got ${swapped.signer.dot_id}`,
		});
	});

	it('with a name of a credential that is too long to be one', () => {
		expect(attempt(envelope, 'x'.repeat(2000))).toMatchObject({
			code: 'HALF_MALFORMED',
			subject: 'integrity_check.credential_reference',
		});
	});
});
