import { describe, expect, it } from 'vitest';
import {
	type Keyring,
	type PairReasonCode,
	pairHalves,
	pairReasons,
	pairVerdict,
	type RevisionPolicy,
} from '../../../../contract/signatures.ts';
import { signPayload } from '../../../../core/signature/dsse/sign-payload.ts';
import { keyIdOf } from '../../../../core/signature/key/key-files.ts';
import { enrolKey } from '../../../../core/signature/keyring/enrol-key.ts';
import { revokeKey } from '../../../../core/signature/keyring/revoke-key.ts';
import { rotateKey } from '../../../../core/signature/keyring/rotate-key.ts';
import { concludePair } from '../../../../core/signature/pair/conclude.ts';
import type { PairToVerify } from '../../../../core/signature/pair/pair-to-verify.ts';
import { verifyPair } from '../../../../core/signature/pair/verify-pair.ts';
import { alter } from '../leaves.ts';
import {
	codeOf,
	keyOf,
	now,
	publicKeyOf,
	recordedAt,
	sampleEnvelope,
	sampleExpected,
	sampleKeyring,
	samplePair,
	sampleVerification,
	sign,
	signedAt,
} from '../samples.ts';
import speccheck from '../vectors/ed25519-speccheck.json' with { type: 'json' };

const executor = keyIdOf(publicKeyOf('executor'));
const verifier = keyIdOf(publicKeyOf('verifier'));
const said = (pair: PairToVerify) => verifyPair(pair).reasons.map(({ code, half }) => `${half ?? 'pair'} ${code}`);

describe.each(['run', 'change_set'] as const)('a pair about a %s', (subject) => {
	it('that is as it should be is valid, and the verdict says by what it was judged', () => {
		const verdict = verifyPair(sampleVerification(subject));
		expect(verdict).toEqual({
			outcome: 'valid',
			state: 'valid',
			signals: [],
			reasons: [],
			revision_policy: 'same',
			executor_tool_revision: '0.1.0+abc',
			verifier_tool_revision: '0.1.0+abc',
			tool_revision_match: true,
			scheme: 'ed25519',
			keys: { executor, verifier },
			verified_at: now,
		});
		expect(pairVerdict.parse(verdict)).toEqual(verdict);
	});

	it.each(pairHalves)('without the half of the %s', (half) => {
		const verdict = verifyPair(sampleVerification(subject, {}, { [half]: null }));
		expect(verdict).toMatchObject({
			outcome: 'invalid',
			state: 'invalid',
			signals: ['signature_failure'],
			reasons: [{ code: 'MISSING', half, field: '', message: `expected a signature of the ${half}, got none` }],
			[`${half}_tool_revision`]: null,
			tool_revision_match: null,
			scheme: 'integrity_check',
		});
		expect(verdict.keys[half]).toBeNull();
	});

	it('that is about another one', () => {
		const expected = { ...sampleExpected(subject), id: '00000000-0000-4000-8000-00000000beef' };
		const { reasons } = verifyPair(sampleVerification(subject, {}, { expected }));
		const message = `expected ${expected.id}, got ${sampleExpected(subject).id}`;
		expect(reasons).toEqual(
			pairHalves.map((half) => ({ code: 'SUBJECT_MISMATCH', half, field: `payload_envelope.${subject}_id`, message })),
		);
	});
});

describe('halves that are not looked at further', () => {
	it.each<[string, unknown, string]>([
		['nothing', undefined, ''],
		['a text', 'signed', ''],
		['an empty object', {}, 'payload_envelope'],
	])('%s', (_what, half, field) => {
		const { reasons, keys } = verifyPair(sampleVerification('run', {}, { executor: presented(half) }));
		expect(reasons[0]).toMatchObject({ code: 'MALFORMED', half: 'executor', field });
		expect(keys).toEqual({ executor: null, verifier });
	});

	it('both halves in each other\u2019s place', () => {
		const { executor, verifier } = samplePair('run');
		expect(said(sampleVerification('run', { executor: verifier, verifier: executor }))).toEqual([
			'executor WRONG_KIND',
			'executor WRONG_SIGNER',
			'verifier WRONG_KIND',
			'verifier WRONG_SIGNER',
		]);
		expect(verifyPair(sampleVerification('run', { executor: verifier })).reasons[0]).toEqual({
			code: 'WRONG_KIND',
			half: 'executor',
			field: 'payload_envelope.signature_kind',
			message: 'expected executor_run, got verifier_run',
		});
	});

	it('a half under the other half\u2019s DOT', () => {
		const { executor, verifier } = samplePair('run');
		const disguised = alter(executor, 'payload_envelope.signer.dot_id', () => verifier.payload_envelope.signer.dot_id);
		const { reasons } = verifyPair(sampleVerification('run', { executor: disguised }));
		expect(reasons).toEqual([
			{
				code: 'WRONG_SIGNER',
				half: 'executor',
				field: 'payload_envelope.signer.dot_id',
				message: 'expected DOT-IU-CUTTER, got DOT-IU-CUTTER-VERIFY',
			},
		]);
	});
});

describe('the keys', () => {
	const pair = samplePair('run');
	const by = (name: string) => sign(pair.executor.payload_envelope, 'executor', name);
	const enrolled = (name: string, at: string, not_after: string | null = null): Keyring =>
		enrolKey(sampleKeyring(), { public_key: publicKeyOf(name), holder: 'executor', at, not_after, by: 'admin' })
			.keyring;
	const rotated = rotateKey(sampleKeyring(), {
		replaces: executor,
		public_key: publicKeyOf('new'),
		at: '2026-05-20T00:00:00.000Z',
		not_after: null,
		by: 'admin',
	}).keyring;
	const revoked = (at: string, reason: 'superseded' | 'key_compromise') =>
		revokeKey(sampleKeyring(), { key_id: executor, at, reason, by: 'admin' }).keyring;

	it.each<[string, unknown, Keyring, string[]]>([
		['nobody\u2019s', by('stranger'), sampleKeyring(), ['SIGNATURE_INVALID']],
		['the other half\u2019s', by('verifier'), sampleKeyring(), ['WRONG_HOLDER']],
		['one of no keyring', pair.executor, { format: 'cutter-keyring-v1', keys: [] }, ['SIGNATURE_INVALID']],
		['one enrolled later', by('new'), enrolled('new', '2026-05-15T14:20:01.001Z'), ['KEY_NOT_YET_ENROLLED']],
		['one enrolled at that instant', by('new'), enrolled('new', recordedAt), []],
		[
			'one that had ended',
			by('new'),
			enrolled('new', '2026-05-02T00:00:00.000Z', '2026-05-15T14:20:00.999Z'),
			['KEY_EXPIRED'],
		],
		['one that ended at that instant', by('new'), enrolled('new', '2026-05-02T00:00:00.000Z', recordedAt), []],
		['one that was rotated since', pair.executor, rotated, []],
		['one that replaced it since', by('new'), rotated, ['KEY_NOT_YET_ENROLLED']],
		['one that was revoked before', pair.executor, revoked('2026-05-15T14:00:00.000Z', 'superseded'), ['KEY_REVOKED']],
		['one that was revoked since', pair.executor, revoked('2026-05-16T00:00:00.000Z', 'superseded'), []],
		[
			'one that turned out compromised since',
			pair.executor,
			revoked('2026-05-16T00:00:00.000Z', 'key_compromise'),
			['KEY_REVOKED'],
		],
	])('%s', (_what, half, keyring, codes) => {
		const { reasons } = verifyPair({ ...sampleVerification('run', { executor: half }), keyring });
		const ofExecutor = reasons.filter(({ half }) => half === 'executor');
		expect(ofExecutor.map(({ code }) => code)).toEqual(codes);
		for (const { field } of ofExecutor) expect(field).toBe('dsse.signatures');
	});

	it.each<[string, unknown, Keyring, string]>([
		[
			'whose they are',
			by('verifier'),
			sampleKeyring(),
			`expected a key of the executor, got ${verifier} of the verifier`,
		],
		[
			'since when they are revoked, and why',
			pair.executor,
			revoked('2026-05-15T14:00:00.000Z', 'superseded'),
			`key ${executor} was revoked at 2026-05-15T14:00:00.000Z: superseded`,
		],
		[
			'when they ended',
			by('new'),
			enrolled('new', '2026-05-02T00:00:00.000Z', '2026-05-03T00:00:00.000Z'),
			`expected a key in use at ${recordedAt}, got ${keyIdOf(publicKeyOf('new'))}, which ended at 2026-05-03T00:00:00.000Z`,
		],
		[
			'when they began',
			by('new'),
			rotated,
			`expected a key in use at ${recordedAt}, got ${keyIdOf(publicKeyOf('new'))}, enrolled at 2026-05-20T00:00:00.000Z`,
		],
		['that none signed', by('stranger'), sampleKeyring(), 'expected 1 distinct trusted keys, got 0'],
	])('it is said %s', (_what, half, keyring, message) => {
		const { reasons } = verifyPair({ ...sampleVerification('run', { executor: half }), keyring });
		expect(reasons[0]?.message).toBe(message);
	});

	it('a revoked key raises its own signal', () => {
		const keyring = revoked('2026-05-15T14:00:00.000Z', 'superseded');
		expect(verifyPair({ ...sampleVerification('run'), keyring })).toMatchObject({
			outcome: 'invalid',
			state: 'revoked',
			signals: ['signature_revoked'],
			keys: { executor, verifier },
		});
	});

	it('of several signatures one good one is enough, in whatever order', () => {
		const { payload, payloadType } = pair.executor.dsse ?? expect.unreachable();
		for (const names of [
			['stranger', 'executor'],
			['verifier', 'executor'],
			['executor', 'verifier'],
		]) {
			const dsse = signPayload(payloadType, Buffer.from(payload, 'base64'), names.map(keyOf));
			for (const keys of [sampleKeyring().keys, sampleKeyring().keys.toReversed()]) {
				const keyring = { ...sampleKeyring(), keys };
				const verdict = verifyPair(sampleVerification('run', { executor: { ...pair.executor, dsse } }, { keyring }));
				expect(verdict.outcome).toBe('valid');
				expect(verdict.keys.executor).toBe(executor);
			}
		}
	});

	it('a key spelled in capitals in a keyring that nobody read is none', () => {
		const keys = sampleKeyring().keys.map((key) => ({ ...key, public_key: key.public_key.toUpperCase() }));
		const { reasons, keys: signers } = verifyPair({
			...sampleVerification('run'),
			keyring: { ...sampleKeyring(), keys },
		});
		expect(reasons[0]).toEqual({
			code: 'SIGNATURE_INVALID',
			half: 'executor',
			field: 'dsse.signatures',
			message: 'signed by no enrolled key',
		});
		expect(signers).toEqual({ executor: null, verifier: null });
	});

	it('what was signed and what is shown are told apart', () => {
		const altered = alter(pair.executor, 'payload_envelope.statement.environment', () => 'staging');
		const { reasons } = verifyPair(sampleVerification('run', { executor: altered }));
		expect(reasons.slice(0, 2).map(({ message }) => message)).toEqual([
			expect.stringMatching(/^expected [0-9a-f]{64} of the envelope, got [0-9a-f]{64}$/),
			'expected the canonical JSON of the envelope, got something else',
		]);
	});

	it('the key of one half signs for both: the other half is refused', () => {
		const { executor, verifier } = pair;
		const both = sign(verifier.payload_envelope, 'verifier', 'executor');
		expect(said(sampleVerification('run', { executor, verifier: both }))).toEqual(['verifier WRONG_HOLDER']);
	});

	it('a keyring edited to hold a key of small order accepts nothing of it', () => {
		const small = speccheck.cases.filter(({ key }) => key === 'KEY_SMALL_ORDER');
		const keys = small.map(({ pub_key }, index) => ({
			...(sampleKeyring().keys[0] ?? expect.unreachable()),
			key_id: String(index).padStart(64, '0'),
			public_key: pub_key,
		}));
		const signatures = small.map(({ signature }) => ({ sig: Buffer.from(signature, 'hex').toString('base64') }));
		const forged = alter(pair.executor, 'dsse.signatures', () => signatures);
		const keyring = { ...sampleKeyring(), keys };
		expect(said({ ...sampleVerification('run', { executor: forged }), keyring })).toContain(
			'executor SIGNATURE_INVALID',
		);
	});
});

describe('the scheme', () => {
	const bare = () => {
		const half = sign(sampleEnvelope('run', 'executor'), 'executor', null);
		const answer = sampleEnvelope('run', 'verifier', half.payload_hash);
		return { executor: half, verifier: sign(answer, 'verifier', null) };
	};

	it('an integrity check alone is refused where a signature is asked for', () => {
		const verdict = verifyPair(sampleVerification('run', bare()));
		expect(verdict.reasons).toEqual(
			pairHalves.map((half) => ({
				code: 'UNSIGNED',
				half,
				field: 'dsse',
				message: 'expected an Ed25519 signature, got an integrity check only',
			})),
		);
		expect(verdict).toMatchObject({ scheme: 'integrity_check', signals: ['signature_failure'] });
	});

	it('where it is enough, the verdict says that it rests on nothing more', () => {
		expect(verifyPair(sampleVerification('run', bare(), { scheme: 'integrity_check' }))).toMatchObject({
			outcome: 'valid',
			scheme: 'integrity_check',
			keys: { executor: null, verifier: null },
		});
	});

	it('one signed half of two makes it no more than that', () => {
		const halves = { ...samplePair('run'), executor: bare().executor };
		expect(verifyPair(sampleVerification('run', halves, { scheme: 'integrity_check' }))).toMatchObject({
			outcome: 'valid',
			scheme: 'integrity_check',
			keys: { executor: null, verifier },
		});
	});

	it('a signature that is there has to be good all the same', () => {
		const forged = sign(sampleEnvelope('run', 'executor'), 'executor', 'stranger');
		expect(said(sampleVerification('run', { executor: forged }, { scheme: 'integrity_check' }))).toEqual([
			'executor SIGNATURE_INVALID',
		]);
	});

	it.each([
		['of another DOT', 'dot:DOT-IU-CUTTER-VERIFY#key', true],
		['of a DOT that begins alike', 'dot:DOT-IU-CUTTER2#key', true],
		['without a name', 'dot:DOT-IU-CUTTER#', true],
		['that names no DOT', 'key', true],
		['of its own DOT', 'dot:DOT-IU-CUTTER#another', false],
	])('a credential %s', (_what, reference, refused) => {
		const altered = alter(samplePair('run').executor, 'integrity_check.credential_reference', () => reference);
		const reason = {
			code: 'CREDENTIAL_MISMATCH',
			half: 'executor',
			field: 'integrity_check.credential_reference',
			message: `expected a credential of DOT-IU-CUTTER, got ${reference}`,
		};
		const { reasons } = verifyPair(sampleVerification('run', { executor: altered }));
		expect(reasons.map(({ code }) => code)).toEqual(
			refused ? ['CREDENTIAL_MISMATCH', 'INTEGRITY_MISMATCH'] : ['INTEGRITY_MISMATCH'],
		);
		if (refused) expect(reasons[0]).toEqual(reason);
	});
});

describe('the times', () => {
	const recorded = (at: string, deadline: string | null = null) => {
		const { executor, verifier } = samplePair('run');
		return said(
			sampleVerification(
				'run',
				{},
				{
					executor: { ...presented(executor), recorded_at: at },
					verifier: { ...presented(verifier), recorded_at: at },
					deadline,
				},
			),
		);
	};
	const both = (code: string) => [`executor ${code}`, `verifier ${code}`];

	it.each([
		['at the same time', signedAt, []],
		['five minutes later', '2026-05-15T14:25:00.000Z', []],
		['more than that later', '2026-05-15T14:25:00.001Z', both('SIGNED_AT_IMPLAUSIBLE')],
		['five minutes before', '2026-05-15T14:15:00.000Z', []],
		['more than that before', '2026-05-15T14:14:59.999Z', both('SIGNED_AT_IMPLAUSIBLE')],
	])('recorded %s', (_what, at, expected) => {
		expect(recorded(at)).toEqual(expected);
	});

	it.each([
		['before the deadline', '2026-05-15T14:20:01.001Z', []],
		['at the deadline', recordedAt, []],
		['after it', '2026-05-15T14:20:00.999Z', ['verifier LATE']],
	])('recorded %s, which is the verifier\u2019s', (_what, deadline, expected) => {
		expect(recorded(recordedAt, deadline)).toEqual(expected);
	});

	it('are said', () => {
		const late = sampleVerification('run', {}, { deadline: signedAt });
		expect(verifyPair(late).reasons[0]).toEqual({
			code: 'LATE',
			half: 'verifier',
			field: '',
			message: `expected a record until ${signedAt}, got one at ${recordedAt}`,
		});
		const { executor } = samplePair('run');
		const far = { ...presented(executor), recorded_at: now };
		expect(verifyPair(sampleVerification('run', {}, { executor: far })).reasons[0]).toEqual({
			code: 'SIGNED_AT_IMPLAUSIBLE',
			half: 'executor',
			field: 'payload_envelope.signer.signed_at',
			message: `expected a time within 300 s of the record at ${now}, got ${signedAt}`,
		});
	});

	it('that are none are no verdict', () => {
		const { executor } = samplePair('run');
		const soon = sampleVerification('run', {}, { executor: { ...presented(executor), recorded_at: 'soon' } });
		expect(codeOf(() => verifyPair(soon))).toBe('TIME_MALFORMED');
		expect(codeOf(() => verifyPair(sampleVerification('run', {}, { deadline: 'soon' })))).toBe('TIME_MALFORMED');
	});
});

describe('a revoked signature', () => {
	const revocation = { revoked_at: now, revoked_by: 'admin', revocation_reason: 'wrong run' };

	it.each(pairHalves)('of the %s does not count, and raises its own signal', (half) => {
		const pair = sampleVerification('run');
		const verdict = verifyPair({ ...pair, [half]: { ...pair[half], revocation } });
		expect(verdict).toMatchObject({ outcome: 'invalid', state: 'revoked', signals: ['signature_revoked'] });
		expect(verdict.reasons).toEqual([
			{ code: 'SIGNATURE_REVOKED', half, field: '', message: `revoked at ${now} by admin: wrong run` },
		]);
	});
});

describe('revisions', () => {
	const of = (executorRevision: string, verifierRevision: string, revision_policy: RevisionPolicy) => {
		const revised = (half: 'executor' | 'verifier', revision: string, answers?: string) =>
			sign(
				alter(sampleEnvelope('run', half, answers), 'signer.tool_revision', () => revision),
				half,
			);
		const ours = revised('executor', executorRevision);
		const theirs = revised('verifier', verifierRevision, ours.payload_hash);
		const expected = sampleExpected('run');
		return verifyPair(
			sampleVerification(
				'run',
				{ executor: ours, verifier: theirs },
				{
					revision_policy,
					expected: {
						...expected,
						executor: { ...expected.executor, tool_revision: executorRevision },
						verifier: { ...expected.verifier, tool_revision: verifierRevision },
					} as typeof expected,
				},
			),
		);
	};

	it.each<[string, string, RevisionPolicy, boolean]>([
		['a', 'a', 'same', true],
		['a', 'b', 'same', false],
		['a', 'a', 'distinct', false],
		['a', 'b', 'distinct', true],
	])('%s and %s under %s: %s', (one, two, policy, valid) => {
		const verdict = of(one, two, policy);
		expect(verdict).toMatchObject({
			outcome: valid ? 'valid' : 'invalid',
			state: valid ? 'valid' : 'invalid_drift',
			signals: valid ? [] : ['dot_pair_drift'],
			revision_policy: policy,
			executor_tool_revision: one,
			verifier_tool_revision: two,
			tool_revision_match: one === two,
		});
		expect(verdict.reasons).toEqual(
			valid
				? []
				: [
						{
							code: 'REVISION_MISMATCH',
							half: null,
							field: 'payload_envelope.signer.tool_revision',
							message: `The recorded tool revisions are ${one} and ${two}; the policy asks for ${policy} ones.`,
						},
					],
		);
	});
});

describe('the two halves', () => {
	it('the verifier\u2019s answers another executor\u2019s half', () => {
		const { executor } = samplePair('run');
		const other = sign(sampleEnvelope('run', 'verifier', '7'.repeat(64)), 'verifier');
		expect(verifyPair(sampleVerification('run', { verifier: other })).reasons).toEqual([
			{
				code: 'COUNTERSIGNATURE_MISMATCH',
				half: 'verifier',
				field: 'payload_envelope.statement.executor_payload_hash',
				message: `expected ${executor.payload_hash}, got ${'7'.repeat(64)}`,
			},
		]);
	});

	it('one account for both', () => {
		const { executor } = samplePair('run');
		const answer = sampleEnvelope('run', 'verifier', executor.payload_hash);
		const same = sign(
			alter(answer, 'signer.identity', () => 'executor-account'),
			'verifier',
		);
		const expected = sampleExpected('run');
		const one = { ...expected, verifier: { ...expected.verifier, identity: 'executor-account' } } as typeof expected;
		expect(verifyPair(sampleVerification('run', { verifier: same }, { expected: one })).reasons).toEqual([
			{
				code: 'SAME_IDENTITY',
				half: 'verifier',
				field: 'payload_envelope.signer.identity',
				message: "expected another account than the executor's, got executor-account",
			},
		]);
	});
});

describe('a fact', () => {
	it('that differs is said with what was expected and what was found', () => {
		const expected = alter(sampleExpected('run'), 'executor.statement.migration_committed.seq', () => 99);
		expect(verifyPair(sampleVerification('run', {}, { expected })).reasons).toEqual([
			{
				code: 'FACT_MISMATCH',
				half: 'executor',
				field: 'payload_envelope.statement.migration_committed.seq',
				message: 'expected 99, got 12',
			},
		]);
	});

	it.each([
		['that is not stated', 'executor.statement.note', 'x', 'expected "x", got nothing'],
		['that is not known', 'executor.statement.environment', undefined, 'expected nothing, got "production"'],
		['that has another shape', 'executor.statement.environment', ['a'], 'expected ["a"], got "production"'],
		['that is a word for an object', 'executor.statement.migration_committed', 'x', 'expected "x", got {"hash":"eeee'],
		['that is null for an object', 'executor.statement.migration_committed', null, 'expected null, got {"hash":"eeee'],
		['that is null', 'executor.statement.environment', null, 'expected null, got "production"'],
	])('%s', (_what, path, value, message) => {
		const expected = alter(sampleExpected('run'), path, () => value);
		const { reasons } = verifyPair(sampleVerification('run', {}, { expected }));
		expect(reasons).toHaveLength(1);
		expect(reasons[0]?.message.startsWith(message)).toBe(true);
	});
});

describe('the conclusion', () => {
	const reason = (code: PairReasonCode) => ({ code, half: null, field: '', message: '' });

	it.each<[PairReasonCode[], string, string[]]>([
		[[], 'valid', []],
		[['REVISION_MISMATCH'], 'invalid_drift', ['dot_pair_drift']],
		[['SIGNATURE_REVOKED'], 'revoked', ['signature_revoked']],
		[['KEY_REVOKED'], 'revoked', ['signature_revoked']],
		[['REVISION_MISMATCH', 'SIGNATURE_REVOKED'], 'revoked', ['signature_revoked', 'dot_pair_drift']],
		[['REVISION_MISMATCH', 'MISSING'], 'invalid', ['signature_failure', 'dot_pair_drift']],
		[
			['REVISION_MISMATCH', 'SIGNATURE_REVOKED', 'LATE', 'MISSING'],
			'invalid',
			['signature_failure', 'signature_revoked', 'dot_pair_drift'],
		],
	])('from %j: %s', (codes, state, signals) => {
		expect(concludePair(codes.map(reason))).toEqual({
			outcome: state === 'valid' ? 'valid' : 'invalid',
			state,
			signals,
		});
	});

	it('every reason is against the pair', () => {
		for (const code of Object.keys(pairReasons) as PairReasonCode[])
			expect(concludePair([reason(code)]).outcome).toBe('invalid');
	});
});

function presented(half: unknown) {
	return { half, recorded_at: recordedAt, revocation: null };
}
