import type {
	DsseEnvelope,
	Keyring,
	PairHalf,
	PairReason,
	SignatureKind,
	SignedHalf,
} from '../../../contract/signatures.ts';
import { canonicalJson } from '../../digest/canonical-json.ts';
import { type Verified, verifyEnvelope } from '../dsse/verify-envelope.ts';
import { judgeKey } from '../keyring/judge-key.ts';
import { SignatureError } from '../signature-error.ts';
import { reasonsOf, type Say } from './open-half.ts';
import { payloadTypeOf } from './signature-kinds.ts';

export interface Authorship {
	/** The id of the key that signed; null where none that is known did. */
	readonly key: string | null;
	readonly reasons: readonly PairReason[];
}

/**
 * Did a key of this half sign this very envelope, and could it sign then? Every enrolled key is tried, the other half's
 * too: a signature by that one is told apart from one by nobody.
 * @param recordedAt when the signature was on record, not when its signer says that it signed
 */
export function judgeAuthorship(half: PairHalf, signed: SignedHalf, keyring: Keyring, recordedAt: string): Authorship {
	const say = reasonsOf(half);
	if (!signed.dsse)
		return {
			key: null,
			reasons: [say('UNSIGNED', 'dsse', 'expected an Ed25519 signature, got an integrity check only')],
		};
	const verified = verifyDsse(signed.dsse, signed.payload_envelope.signature_kind, keyring, say);
	if ('code' in verified) return { key: null, reasons: [verified] };
	const signers = verified.keys.map((key) => judgeSigner(key, half, keyring, recordedAt, say));
	// Of several signatures one good one is enough; a bad one beside it takes nothing away.
	const { key, reasons } = signers.find(({ reasons }) => reasons.length === 0) ??
		signers[0] ?? { key: null, reasons: [] };
	return { key, reasons: [...judgePayload(signed, verified, say), ...reasons] };
}

function verifyDsse(dsse: DsseEnvelope, kind: SignatureKind, keyring: Keyring, say: Say): Verified | PairReason {
	const keys = keyring.keys.map(({ public_key }) => public_key);
	try {
		return verifyEnvelope(dsse, { payload_type: payloadTypeOf(kind), keys, threshold: 1 });
	} catch (error) {
		if (!(error instanceof SignatureError)) throw error;
		const code = error.code === 'PAYLOAD_TYPE_MISMATCH' ? error.code : 'SIGNATURE_INVALID';
		return say(code, `dsse.${error.subject}`, error.message);
	}
}

/** What goes on to be judged is the envelope beside the signature, so it must be, byte for byte, what was signed. */
function judgePayload({ payload_envelope }: SignedHalf, { payload }: Verified, say: Say): PairReason[] {
	if (Buffer.from(canonicalJson(payload_envelope)).equals(payload)) return [];
	return [
		say('SIGNED_PAYLOAD_DIFFERS', 'dsse.payload', 'expected the canonical JSON of the envelope, got something else'),
	];
}

function judgeSigner(publicKey: string, half: PairHalf, keyring: Keyring, at: string, say: Say): Authorship {
	const standing = judgeKey(keyring, publicKey, at);
	if (standing.state === 'unknown')
		return { key: null, reasons: [say('SIGNATURE_INVALID', 'dsse.signatures', 'signed by no enrolled key')] };
	const { key_id, holder, enrolled_at, not_after, revoked_at, revocation_reason } = standing.key;
	const reasons: PairReason[] = [];
	const object = (code: Parameters<Say>[0], message: string) => reasons.push(say(code, 'dsse.signatures', message));
	if (holder !== half) object('WRONG_HOLDER', `expected a key of the ${half}, got ${key_id} of the ${holder}`);
	switch (standing.state) {
		case 'revoked':
			object('KEY_REVOKED', `key ${key_id} was revoked at ${revoked_at}: ${revocation_reason}`);
			break;
		case 'expired':
			object('KEY_EXPIRED', `expected a key in use at ${at}, got ${key_id}, which ended at ${not_after}`);
			break;
		case 'not_yet_enrolled':
			object('KEY_NOT_YET_ENROLLED', `expected a key in use at ${at}, got ${key_id}, enrolled at ${enrolled_at}`);
			break;
		case 'valid':
			break;
		default:
			standing satisfies never;
	}
	return { key: key_id, reasons };
}
