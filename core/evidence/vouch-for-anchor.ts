import type { EnrolledKey, Keyring } from '../../contract/signatures.ts';
import { verifyEnvelope } from '../signature/dsse/verify-envelope.ts';
import { judgeKey, type KeyStanding } from '../signature/keyring/judge-key.ts';
import { SignatureError } from '../signature/signature-error.ts';
import type { KeptAnchor } from './anchor.ts';
import { anchorPayload, anchorPayloadType } from './sign-anchor.ts';

/** Who vouches for an anchor. */
export type Vouching =
	/** Keys of the keyring that were in use then, by id. */
	| { readonly state: 'signed'; readonly keys: readonly string[] }
	/** No key was ever enrolled: nobody could sign. */
	| { readonly state: 'keyless' }
	/** Nobody, although there are keys. */
	| { readonly state: 'unsigned' }
	/** A signature is there, and it is not one that counts. */
	| { readonly state: 'invalid'; readonly reason: string }
	/** Which keys there are cannot be said, so nobody can tell. */
	| { readonly state: 'undecided'; readonly reason: string };

/**
 * Did a key of the keyring sign these heads, and could it sign then?
 * @param notBefore when the newest record that the heads cover was recorded, where that is known: they were signed later,
 * whatever they say
 */
export function vouchForAnchor(anchor: KeptAnchor, keyring: Keyring, notBefore: string | null = null): Vouching {
	if (keyring.keys.length === 0) return { state: 'keyless' };
	if (anchor.signed === null || anchor.signed.signatures.length === 0) return { state: 'unsigned' };
	const { statement, signatures } = anchor.signed;
	const payload = Buffer.from(anchorPayload(statement)).toString('base64');
	const envelope = { payload, payloadType: anchorPayloadType, signatures: [...signatures] };
	const keys = keyring.keys.map(({ public_key }) => public_key);
	try {
		const signers = verifyEnvelope(envelope, { payload_type: anchorPayloadType, keys, threshold: 1 }).keys;
		const at = notBefore !== null && notBefore > statement.anchored_at ? notBefore : statement.anchored_at;
		return judgeSigners(signers.map((key) => judgeKey(keyring, key, at)));
	} catch (error) {
		if (!(error instanceof SignatureError)) throw error;
		return { state: 'invalid', reason: `no enrolled key signed these heads: ${error.message}` };
	}
}

/** Of several signatures one good one is enough; a bad one beside it takes nothing away. */
function judgeSigners(standings: readonly KeyStanding[]): Vouching {
	const known = standings.flatMap((standing) => (standing.state === 'unknown' ? [] : [standing]));
	const good = known.flatMap(({ state, key }) => (state === 'valid' ? [key.key_id] : []));
	if (good.length > 0) return { state: 'signed', keys: good };
	const reasons = known.map(({ state, key }) => describe(state, key));
	return { state: 'invalid', reason: reasons.join('; ') };
}

function describe(state: Exclude<KeyStanding['state'], 'unknown'>, key: EnrolledKey): string {
	const { key_id, holder, enrolled_at, not_after, revoked_at, revocation_reason } = key;
	const signer = `signed by key ${key_id} of the ${holder}`;
	switch (state) {
		case 'revoked':
			return `${signer}, which was revoked at ${revoked_at}: ${revocation_reason}`;
		case 'expired':
			return `${signer}, which ended at ${not_after}`;
		case 'not_yet_enrolled':
			return `${signer}, which was enrolled at ${enrolled_at} only`;
		case 'valid':
			return signer;
		default:
			return state satisfies never;
	}
}
