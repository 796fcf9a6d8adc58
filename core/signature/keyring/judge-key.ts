import type { EnrolledKey, Keyring } from '../../../contract/signatures.ts';
import { momentOf } from '../moment-of.ts';

export type KeyStanding =
	| { readonly state: 'unknown' }
	| { readonly state: 'valid' | 'not_yet_enrolled' | 'expired' | 'revoked'; readonly key: EnrolledKey };

/**
 * How a key stood at an instant.
 * @param publicKey 32 bytes in lower-case hex: keys are known by their bytes, not by a name
 * @throws SignatureError where `at` is no time
 * @param at by a clock that is not the signer's: when the ledger recorded the signature, or now
 */
export function judgeKey(keyring: Keyring, publicKey: string, at: string): KeyStanding {
	const key = keyring.keys.find(({ public_key }) => public_key === publicKey);
	if (!key) return { state: 'unknown' };
	const moment = momentOf(at);
	if (isRevoked(key, moment)) return { state: 'revoked', key };
	if (moment < momentOf(key.enrolled_at)) return { state: 'not_yet_enrolled', key };
	if (key.not_after !== null && moment > momentOf(key.not_after)) return { state: 'expired', key };
	return { state: 'valid', key };
}

function isRevoked({ revoked_at, revocation_reason }: EnrolledKey, moment: number): boolean {
	if (revoked_at === null) return false;
	return revocation_reason === 'key_compromise' || moment >= momentOf(revoked_at);
}
