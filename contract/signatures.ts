import { z } from 'zod';
import { checkOutcome } from './outcomes.ts';

/** The halves of the DOT pair and their codes in the tool registry. */
export const pairDots = { executor: 'DOT-IU-CUTTER', verifier: 'DOT-IU-CUTTER-VERIFY' } as const;
export const pairHalves = ['executor', 'verifier'] as const;
export const pairHalf = z.enum(pairHalves);
export type PairHalf = z.infer<typeof pairHalf>;
export const dotId = z.enum([pairDots.executor, pairDots.verifier]);
export type DotId = z.infer<typeof dotId>;

const digest = z.string().regex(/^[0-9a-f]{64}$/, 'a lower-case hex sha256');
const text = z.string().min(1).max(1000);
/** RFC 3339 UTC in milliseconds: one spelling per instant, for it is signed as text. */
export const instant = z.iso.datetime({ precision: 3 });
/** Lower case: one spelling per id, for it is signed as text. */
const uuid = z.uuid().lowercase();

/** Whether both halves have to be of one tool revision, or of two. Nothing assumes either: whoever verifies says it. */
export const revisionPolicy = z.enum(['same', 'distinct']);
export type RevisionPolicy = z.infer<typeof revisionPolicy>;

/** RFC 5280, 5.3.1: of a compromised key every signature is void; of the others, those from the revocation on. */
export const keyRevocationReason = z.enum(['key_compromise', 'superseded', 'cessation_of_operation']);

export const enrolledKey = z.strictObject({
	/** sha256 of the key's 32 bytes. A name for people and for lineage; it decides nothing. */
	key_id: digest,
	/** The 32 bytes of RFC 8032 in lower-case hex. */
	public_key: z.string().regex(/^[0-9a-f]{64}$/, '32 bytes in lower-case hex'),
	holder: pairHalf,
	enrolled_at: instant,
	enrolled_by: text,
	/** The last instant at which the key may sign; null: until it is rotated or revoked. */
	not_after: instant.nullable(),
	revoked_at: instant.nullable(),
	revocation_reason: keyRevocationReason.nullable(),
	/** The key that this one replaces, by its id. */
	prior: digest.nullable(),
});
export type EnrolledKey = z.infer<typeof enrolledKey>;

export const keyring = z.strictObject({ format: z.literal('cutter-keyring-v1'), keys: z.array(enrolledKey) });
export type Keyring = z.infer<typeof keyring>;

/** `directus cutter key list`: a key as it stands now. */
export const keyView = z.object({
	holder: pairHalf,
	key_id: digest,
	state: z.enum(['valid', 'not_yet_enrolled', 'expired', 'revoked']),
	since: instant,
	/** When it ended, or ends; null: it does not. */
	until: instant.nullable(),
	revocation_reason: keyRevocationReason.nullable(),
	prior: digest.nullable(),
	/** Its private half lies in this process's key file of that holder. */
	at_hand: z.boolean(),
});
export type KeyView = z.infer<typeof keyView>;

/** Evidence of a change of the keyring. `keyring` is the digest of the whole keyring after it. */
export const keyRecord = z.strictObject({
	change: z.enum(['enrolled', 'rotated', 'revoked']),
	by: text,
	key: enrolledKey,
	/** The replaced key as it stands after a rotation; null otherwise. */
	replaced: enrolledKey.nullable(),
	keyring: digest,
});
export type KeyRecord = z.infer<typeof keyRecord>;

/** github.com/secure-systems-lab/dsse, envelope.md. Base64 in either alphabet; `keyid` is a hint that nobody follows. */
export const dsseEnvelope = z.strictObject({
	payload: z.string(),
	payloadType: z.string(),
	signatures: z.array(z.strictObject({ keyid: z.string().optional(), sig: z.string() })).max(16),
});
export type DsseEnvelope = z.infer<typeof dsseEnvelope>;

/**
 * The v0.1 scheme of the team's planning documents: anyone can compute it. It shows an edit that forgot it, and never
 * who signed. The formula is ours; no source gives one.
 */
export const integrityCheck = z.strictObject({
	scheme: z.literal('integrity-check-v0.1'),
	/** Names the signer's credential and never holds it: `dot:<code>#<name>`. */
	credential_reference: text,
	digest,
});
export type IntegrityCheck = z.infer<typeof integrityCheck>;

const signer = z.strictObject({
	dot_id: dotId,
	/** The account that signed. */
	identity: text,
	tool_revision: text,
	signed_at: instant,
});

/** A record of a run's chain. */
export const ledgerPosition = z.strictObject({ seq: z.int().min(1), hash: digest });

/** What the halves of a run state. Run and kind stand beside it in the envelope. Ours. */
export const executorRunStatement = z.strictObject({
	environment: text,
	installation_id: uuid,
	plan_digest: digest,
	approval_digest: digest,
	backup_digest: digest,
	/** Over the deltas of all steps, in their order. */
	schema_delta_digest: digest,
	/** `migration.committed` of the last step. */
	migration_committed: ledgerPosition,
});
export const verifierRunStatement = z.strictObject({
	/** The half that this one answers. */
	executor_payload_hash: digest,
	verification_completed: ledgerPosition,
	outcome: checkOutcome,
});

/** What the halves of a change set state: what the tables of the plan `p0-v0.1` keep of it. The choice is ours. */
export const executorCutStatement = z.strictObject({
	rollback_key: text,
	manifest_id: uuid,
	manifest_version: text,
	review_decision_id: uuid,
	affected_row_count: z.int().min(0),
	before_state_digest: digest,
	canonicalization_rule_used: text,
});
export const verifierCutStatement = z.strictObject({
	executor_payload_hash: digest,
	verify_result_id: uuid,
	verdict: z.enum(['pass', 'fail', 'needs_human']),
	axis_1_status: z.enum(['pass', 'fail']),
	axis_1_drift_count: z.int().min(0),
	source_canonical_hash: digest,
	rebuilt_canonical_hash: digest,
	canonicalization_rule_used: text,
});

const common = {
	format: z.literal('dot-pair-v0.1'),
	signature_id: uuid,
	signer,
	/** The signature that this one stands in for, after that was revoked. */
	prior_signature_id: uuid.nullable(),
};
const ofRun = { ...common, run_id: uuid };
const ofChangeSet = { ...common, change_set_id: uuid };

export const signatureKinds = ['executor_cut', 'verifier_cut', 'executor_run', 'verifier_run'] as const;
export const signatureKind = z.enum(signatureKinds);
export type SignatureKind = z.infer<typeof signatureKind>;

/** What is signed. The halves of a pair share their `run_id` or `change_set_id` here, whatever their rows refer to. */
export const payloadEnvelope = z.discriminatedUnion('signature_kind', [
	z.strictObject({ signature_kind: z.literal('executor_cut'), ...ofChangeSet, statement: executorCutStatement }),
	z.strictObject({ signature_kind: z.literal('verifier_cut'), ...ofChangeSet, statement: verifierCutStatement }),
	z.strictObject({ signature_kind: z.literal('executor_run'), ...ofRun, statement: executorRunStatement }),
	z.strictObject({ signature_kind: z.literal('verifier_run'), ...ofRun, statement: verifierRunStatement }),
]);
export type PayloadEnvelope = z.infer<typeof payloadEnvelope>;

/** One signed half: the body of the evidence `pair.signed`, and what a row of `dot_pair_signature` holds. */
export const signedHalf = z.strictObject({
	payload_envelope: payloadEnvelope,
	/** sha256 of the envelope's canonical JSON. */
	payload_hash: digest,
	integrity_check: integrityCheck,
	/** The signature proper: Ed25519 over the envelope's canonical JSON. Null: there is only the integrity check. */
	dsse: dsseEnvelope.nullable(),
});
export type SignedHalf = z.infer<typeof signedHalf>;

export const signatureRevocation = z.strictObject({ revoked_at: instant, revoked_by: text, revocation_reason: text });
export type SignatureRevocation = z.infer<typeof signatureRevocation>;

export const validationState = z.enum(['pending', 'valid', 'invalid', 'revoked']);

/** The 16 columns of `cutter_governance.dot_pair_signature`. */
export const pairSignatureRow = z.strictObject({
	signature_id: uuid,
	signature_kind: z.enum(['executor_cut', 'verifier_cut']),
	signer_dot_id: z.string(),
	signer_identity: z.string(),
	signer_tool_revision: z.string(),
	payload_envelope: z.unknown(),
	payload_hash: z.string(),
	signature_payload: z.string(),
	signed_at: instant,
	validation_state: validationState,
	cross_reference_change_set_id: uuid.nullable(),
	cross_reference_verify_result_id: uuid.nullable(),
	prior_signature_id: uuid.nullable(),
	revoked_at: instant.nullable(),
	revoked_by: z.string().nullable(),
	revocation_reason: z.string().nullable(),
});
export type PairSignatureRow = z.infer<typeof pairSignatureRow>;

export const pairSignals = ['signature_failure', 'signature_revoked', 'dot_pair_drift'] as const;
export const pairSignal = z.enum(pairSignals);
export type PairSignal = z.infer<typeof pairSignal>;

/** Why a pair is not valid, with the signal that each reason raises. */
export const pairReasons = {
	MISSING: 'signature_failure',
	MALFORMED: 'signature_failure',
	WRONG_KIND: 'signature_failure',
	WRONG_SIGNER: 'signature_failure',
	SAME_IDENTITY: 'signature_failure',
	PAYLOAD_HASH_MISMATCH: 'signature_failure',
	CREDENTIAL_MISMATCH: 'signature_failure',
	INTEGRITY_MISMATCH: 'signature_failure',
	UNSIGNED: 'signature_failure',
	PAYLOAD_TYPE_MISMATCH: 'signature_failure',
	SIGNATURE_INVALID: 'signature_failure',
	SIGNED_PAYLOAD_DIFFERS: 'signature_failure',
	WRONG_HOLDER: 'signature_failure',
	KEY_NOT_YET_ENROLLED: 'signature_failure',
	KEY_EXPIRED: 'signature_failure',
	KEY_REVOKED: 'signature_revoked',
	SIGNED_AT_IMPLAUSIBLE: 'signature_failure',
	LATE: 'signature_failure',
	SIGNATURE_REVOKED: 'signature_revoked',
	SUBJECT_MISMATCH: 'signature_failure',
	FACT_MISMATCH: 'signature_failure',
	COUNTERSIGNATURE_MISMATCH: 'signature_failure',
	REVISION_MISMATCH: 'dot_pair_drift',
} as const satisfies Record<string, PairSignal>;
export type PairReasonCode = keyof typeof pairReasons;

export const pairReason = z.object({
	code: z.enum(Object.keys(pairReasons) as [PairReasonCode, ...PairReasonCode[]]),
	/** Null: it concerns both. */
	half: pairHalf.nullable(),
	/** Where in the signed half, with dots; empty where it concerns the whole. */
	field: z.string(),
	/** One sentence: what was expected and what was found. */
	message: z.string(),
});
export type PairReason = z.infer<typeof pairReason>;

export const pairStates = ['valid', 'invalid', 'revoked', 'invalid_drift'] as const;

/** `POST /signatures/verify`, and what is kept of a verification. */
export const pairVerdict = z.object({
	outcome: z.enum(['valid', 'invalid']),
	/** The gravest of the reasons: `invalid` before `revoked` before `invalid_drift`. */
	state: z.enum(pairStates),
	signals: z.array(pairSignal),
	reasons: z.array(pairReason),
	revision_policy: revisionPolicy,
	executor_tool_revision: z.string().nullable(),
	verifier_tool_revision: z.string().nullable(),
	/** Null: a half whose revision could be read is missing. */
	tool_revision_match: z.boolean().nullable(),
	/** What the verdict rests on. `integrity_check` shows accidents and nothing of who signed. */
	scheme: z.enum(['ed25519', 'integrity_check']),
	/** The keys that signed, by id. */
	keys: z.object({ executor: digest.nullable(), verifier: digest.nullable() }),
	verified_at: instant,
});
export type PairVerdict = z.infer<typeof pairVerdict>;
