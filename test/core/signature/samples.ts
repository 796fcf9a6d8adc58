import {
	type Keyring,
	type PairHalf,
	type PayloadEnvelope,
	pairDots,
	type SignedHalf,
} from '../../../contract/signatures.ts';
import { privateKeyFromSeed, rawPublicKey } from '../../../core/signature/key/key-files.ts';
import { emptyKeyring } from '../../../core/signature/keyring/change-keyring.ts';
import { enrolKey } from '../../../core/signature/keyring/enrol-key.ts';
import type { ExpectedPair, PairToVerify } from '../../../core/signature/pair/pair-to-verify.ts';
import { signHalf } from '../../../core/signature/pair/sign-half.ts';
import { SignatureError, type SignatureErrorCode } from '../../../core/signature/signature-error.ts';

export const hex = (text: string) => Buffer.from(text, 'hex');
export const digest = (digit: string) => digit.repeat(64);
export const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Keys made from seeds that say whose they are. */
export const keyOf = (name: string) => privateKeyFromSeed(Buffer.from(name.padEnd(32, '.')));
export const publicKeyOf = (name: string) => rawPublicKey(keyOf(name));

export const enrolledAt = '2026-05-01T00:00:00.000Z';
export const signedAt = '2026-05-15T14:20:00.000Z';
export const recordedAt = '2026-05-15T14:20:01.000Z';
export const now = '2026-05-15T14:30:00.000Z';

/** A keyring with a key of each half, named after it. */
export function sampleKeyring(): Keyring {
	return (['executor', 'verifier'] as const).reduce<Keyring>(
		(keyring, holder) =>
			enrolKey(keyring, { public_key: publicKeyOf(holder), holder, at: enrolledAt, not_after: null, by: 'admin' })
				.keyring,
		emptyKeyring,
	);
}

/** The refusal; undefined where there was none. */
export function refusalOf(work: () => unknown): SignatureError | undefined {
	try {
		work();
	} catch (error) {
		if (error instanceof SignatureError) return error;
		throw error;
	}
	return undefined;
}

export function codeOf(work: () => unknown): SignatureErrorCode | undefined {
	return refusalOf(work)?.code;
}

const signerOf = (half: PairHalf) => ({
	dot_id: pairDots[half],
	identity: `${half}-account`,
	tool_revision: '0.1.0+abc',
	signed_at: signedAt,
});

export type Subject = 'run' | 'change_set';

/** What the sample halves state, as the ledger or the tables know it. */
export function sampleExpected(subject: Subject): ExpectedPair {
	const author = (half: PairHalf) => ({
		identity: `${half}-account`,
		tool_revision: '0.1.0+abc',
		prior_signature_id: null,
	});
	if (subject === 'run')
		return {
			subject,
			id: id(1),
			executor: {
				...author('executor'),
				statement: {
					environment: 'production',
					installation_id: id(2),
					plan_digest: digest('a'),
					approval_digest: digest('b'),
					backup_digest: digest('c'),
					schema_delta_digest: digest('d'),
					migration_committed: { seq: 12, hash: digest('e') },
				},
			},
			verifier: {
				...author('verifier'),
				statement: { verification_completed: { seq: 13, hash: digest('f') }, outcome: 'pass' },
			},
		};
	return {
		subject,
		id: id(1),
		executor: {
			...author('executor'),
			statement: {
				rollback_key: 'rbk:1',
				manifest_id: id(3),
				manifest_version: '1.0.0',
				review_decision_id: id(4),
				affected_row_count: 60,
				before_state_digest: digest('a'),
				canonicalization_rule_used: 'canon-md-v0.1.0',
			},
		},
		verifier: {
			...author('verifier'),
			statement: {
				verify_result_id: id(5),
				verdict: 'pass',
				axis_1_status: 'pass',
				axis_1_drift_count: 0,
				source_canonical_hash: digest('b'),
				rebuilt_canonical_hash: digest('b'),
				canonicalization_rule_used: 'canon-md-v0.1.0',
			},
		},
	};
}

/** The envelope of the executor's half, or the verifier's answer to a payload hash. */
export function sampleEnvelope(subject: Subject, half: PairHalf, answers = digest('0')): PayloadEnvelope {
	const expected = sampleExpected(subject);
	const signature_id = id(half === 'executor' ? 11 : 12);
	const common = { format: 'dot-pair-v0.1', signature_id, signer: signerOf(half), prior_signature_id: null } as const;
	if (expected.subject === 'run') {
		const about = { ...common, run_id: expected.id };
		return half === 'executor'
			? { ...about, signature_kind: 'executor_run', statement: expected.executor.statement }
			: {
					...about,
					signature_kind: 'verifier_run',
					statement: { ...expected.verifier.statement, executor_payload_hash: answers },
				};
	}
	const about = { ...common, change_set_id: expected.id };
	return half === 'executor'
		? { ...about, signature_kind: 'executor_cut', statement: expected.executor.statement }
		: {
				...about,
				signature_kind: 'verifier_cut',
				statement: { ...expected.verifier.statement, executor_payload_hash: answers },
			};
}

export function sign(envelope: PayloadEnvelope, half: PairHalf, key: string | null = half): SignedHalf {
	return signHalf(envelope, { credential: `${half}-key`, key: key === null ? null : keyOf(key) });
}

/** Both halves of the sample, signed by their own keys. */
export function samplePair(subject: Subject): { executor: SignedHalf; verifier: SignedHalf } {
	const executor = sign(sampleEnvelope(subject, 'executor'), 'executor');
	return { executor, verifier: sign(sampleEnvelope(subject, 'verifier', executor.payload_hash), 'verifier') };
}

/** A pair with nothing against it, some of which can be put differently. */
export function sampleVerification(
	subject: Subject,
	halves: { executor?: unknown; verifier?: unknown } = {},
	changes: Partial<PairToVerify> = {},
): PairToVerify {
	const { executor, verifier } = { ...samplePair(subject), ...halves };
	return {
		executor: { half: executor, recorded_at: recordedAt, revocation: null },
		verifier: { half: verifier, recorded_at: recordedAt, revocation: null },
		expected: sampleExpected(subject),
		keyring: sampleKeyring(),
		scheme: 'ed25519',
		revision_policy: 'same',
		deadline: null,
		now,
		...changes,
	};
}
