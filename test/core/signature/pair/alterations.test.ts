import { describe, expect, it } from 'vitest';
import {
	type PairHalf,
	type PayloadEnvelope,
	payloadEnvelope,
	type SignedHalf,
	signatureKinds,
	signedHalf,
} from '../../../../contract/signatures.ts';
import { digestOf } from '../../../../core/digest/sha256.ts';
import { deriveIntegrityCheck } from '../../../../core/signature/pair/integrity-check.ts';
import { halfOfKind } from '../../../../core/signature/pair/signature-kinds.ts';
import { verifyPair } from '../../../../core/signature/pair/verify-pair.ts';
import { alter, another, leavesOf } from '../leaves.ts';
import { codeOf, type Subject, samplePair, sampleVerification, sign } from '../samples.ts';

const kinds = payloadEnvelope.options.map((schema) => {
	const kind = schema.shape.signature_kind.value;
	const subject: Subject = kind.endsWith('_run') ? 'run' : 'change_set';
	return { kind, schema, subject, half: halfOfKind[kind] };
});

const fields = kinds.flatMap(({ schema, ...rest }) => leavesOf(schema).map((field) => ({ ...rest, field })));

it('there are four kinds, with fields each', () => {
	expect(kinds.map(({ kind }) => kind).sort()).toEqual([...signatureKinds].sort());
	for (const { schema } of kinds) expect(leavesOf(schema).length).toBeGreaterThan(10);
});

/** What is said against the sample pair with one half put in place of its own. */
function reasonsAgainst(subject: Subject, half: PairHalf, put: unknown) {
	return verifyPair(sampleVerification(subject, { [half]: put })).reasons.filter((reason) => reason.half === half);
}

const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code);

/** Members that give a half its place: altered, it is not of the shape, or of another place. */
const places: Record<string, string> = {
	format: 'MALFORMED',
	signature_kind: 'MALFORMED',
	'signer.dot_id': 'MALFORMED',
};

describe.each(fields)('$kind, $field altered', ({ subject, half, field }) => {
	const signed = samplePair(subject)[half];
	const altered = alter(signed, `payload_envelope.${field}`, another);

	it('beside the signature: refused for the hash, the signed bytes, and what the half is about', () => {
		const reasons = reasonsAgainst(subject, half, altered);
		if (places[field]) return expect(codes(reasons)).toEqual([places[field]]);
		expect(codes(reasons)).toEqual(expect.arrayContaining(['PAYLOAD_HASH_MISMATCH', 'SIGNED_PAYLOAD_DIFFERS']));
		return expect(reasons).toContainEqual(
			expect.objectContaining({ code: 'PAYLOAD_HASH_MISMATCH', field: 'payload_hash' }),
		);
	});

	it('with hash and integrity check made anew, which anyone can: refused for the signed bytes', () => {
		const reasons = reasonsAgainst(subject, half, rehashed(altered));
		if (places[field]) return expect(codes(reasons)).toEqual([places[field]]);
		expect(codes(reasons)).not.toContain('PAYLOAD_HASH_MISMATCH');
		expect(codes(reasons)).not.toContain('INTEGRITY_MISMATCH');
		return expect(reasons).toContainEqual(
			expect.objectContaining({ code: 'SIGNED_PAYLOAD_DIFFERS', field: 'dsse.payload' }),
		);
	});

	it('and signed anew with the half\u2019s own key: refused for what is known from elsewhere', () => {
		if (places[field]) return expect(codeOf(() => sign(altered.payload_envelope, half))).toBe('HALF_MALFORMED');
		const resigned = sign(altered.payload_envelope, half);
		const reasons = reasonsAgainst(subject, half, resigned);
		const expected = known[field] ?? 'FACT_MISMATCH';
		if (expected === 'nothing') return expect(reasons).toEqual([]);
		return expect(reasons).toContainEqual(
			expect.objectContaining({ code: expected, half, field: `payload_envelope.${field}` }),
		);
	});

	it('taken away: not of the shape', () => {
		const reasons = reasonsAgainst(
			subject,
			half,
			alter(signed, `payload_envelope.${field}`, () => undefined),
		);
		expect(codes(reasons)).toContain('MALFORMED');
		if (field !== 'signature_kind') expect(reasons[0]?.field).toBe(`payload_envelope.${field}`);
	});
});

/** Where something else than a fact is compared. The signature's id is its signer's to choose. */
const known: Record<string, string> = {
	signature_id: 'nothing',
	run_id: 'SUBJECT_MISMATCH',
	change_set_id: 'SUBJECT_MISMATCH',
	'signer.signed_at': 'SIGNED_AT_IMPLAUSIBLE',
	'statement.executor_payload_hash': 'COUNTERSIGNATURE_MISMATCH',
};

describe.each(kinds)('$kind', ({ subject, half, schema }) => {
	const signed = samplePair(subject)[half];

	it('as it was signed is good', () => {
		expect(reasonsAgainst(subject, half, signed)).toEqual([]);
	});

	it.each(['', 'statement.', 'signer.'])('with a member added to %s it is not of the shape', (place) => {
		const added = alter(signed, `payload_envelope.${place}note`, () => 'x');
		const [reason] = reasonsAgainst(subject, half, added);
		expect(reason).toMatchObject({ code: 'MALFORMED', message: 'Unrecognized key: "note"' });
		expect(reason?.field).toBe(`payload_envelope${place && `.${place.slice(0, -1)}`}`);
	});

	it('is only what its shape says', () => {
		expect(schema.safeParse(signed.payload_envelope).success).toBe(true);
	});

	it('in the place of another kind is refused, whichever it is', () => {
		for (const other of kinds) {
			if (other.kind === signed.payload_envelope.signature_kind) continue;
			const reasons = reasonsAgainst(other.subject, other.half, signed);
			expect(codes(reasons)).toContain('WRONG_KIND');
			expect(codes(reasons).includes('WRONG_SIGNER')).toBe(other.half !== half);
		}
	});
});

describe('around the envelope', () => {
	const table: Record<string, [string, string] | null> = {
		payload_hash: ['PAYLOAD_HASH_MISMATCH', 'payload_hash'],
		'integrity_check.scheme': ['MALFORMED', 'integrity_check.scheme'],
		'integrity_check.credential_reference': ['INTEGRITY_MISMATCH', 'integrity_check.digest'],
		'integrity_check.digest': ['INTEGRITY_MISMATCH', 'integrity_check.digest'],
		'dsse.payload': ['SIGNATURE_INVALID', 'dsse.payload'],
		'dsse.payloadType': ['PAYLOAD_TYPE_MISMATCH', 'dsse.payloadType'],
		'dsse.signatures': ['MALFORMED', 'dsse.signatures'],
	};
	const around = leavesOf(signedHalf).filter((field) => field !== 'payload_envelope');

	it('every member of a signed half is in the table', () => {
		expect(around.sort()).toEqual(Object.keys(table).sort());
	});

	it.each(around)('%s altered is refused', (field) => {
		const altered = alter(samplePair('run').executor, field, another);
		const [code, where] = table[field] ?? [];
		expect(reasonsAgainst('run', 'executor', altered)).toContainEqual(expect.objectContaining({ code, field: where }));
	});

	it('an integrity check that does not fit is said with the one that does', () => {
		const altered = alter(samplePair('run').executor, 'integrity_check.digest', another);
		const message = `expected ${samplePair('run').executor.integrity_check.digest}, got ${'1'.repeat(64)}`;
		expect(reasonsAgainst('run', 'executor', altered)).toEqual([
			{ code: 'INTEGRITY_MISMATCH', half: 'executor', field: 'integrity_check.digest', message },
		]);
	});

	it('another payload in good base64 is refused for the signature', () => {
		const other = alter(samplePair('run').executor, 'dsse.payload', () => Buffer.from('{}').toString('base64'));
		expect(codes(reasonsAgainst('run', 'executor', other))).toEqual(['SIGNATURE_INVALID']);
	});

	it('another signature is refused, another key id is not looked at', () => {
		const { executor } = samplePair('run');
		const [{ sig, keyid } = { sig: '', keyid: '' }] = executor.dsse?.signatures ?? [];
		const withSignature = (signature: { sig: string; keyid?: string }) =>
			alter(executor, 'dsse.signatures', () => [signature]);
		const flipped = `${sig.startsWith('A') ? 'B' : 'A'}${sig.slice(1)}`;
		expect(codes(reasonsAgainst('run', 'executor', withSignature({ sig: flipped, keyid: keyid ?? '' })))).toEqual([
			'SIGNATURE_INVALID',
		]);
		expect(reasonsAgainst('run', 'executor', withSignature({ sig, keyid: 'another' }))).toEqual([]);
		expect(reasonsAgainst('run', 'executor', withSignature({ sig }))).toEqual([]);
	});

	it('the signature of another kind under its own type is refused for the type', () => {
		const { executor } = samplePair('run');
		const cut = samplePair('change_set').executor;
		expect(codes(reasonsAgainst('run', 'executor', { ...executor, dsse: cut.dsse }))).toEqual([
			'PAYLOAD_TYPE_MISMATCH',
		]);
	});

	it('the signature of another half by the same key is refused for what it signed', () => {
		const { executor } = samplePair('run');
		const other = sign(alter(executor.payload_envelope, 'run_id', another), 'executor');
		expect(codes(reasonsAgainst('run', 'executor', { ...executor, dsse: other.dsse }))).toEqual([
			'SIGNED_PAYLOAD_DIFFERS',
		]);
	});
});

function rehashed(half: SignedHalf): SignedHalf {
	const payload_envelope: PayloadEnvelope = half.payload_envelope;
	const payload_hash = digestOf(payload_envelope);
	const { credential_reference } = half.integrity_check;
	return { ...half, payload_hash, integrity_check: deriveIntegrityCheck(payload_hash, credential_reference) };
}
