import type { EnrolledKey, Keyring, PairHalf } from '../../../contract/signatures.ts';
import { assertSoundKey } from '../key/assert-sound-key.ts';
import { keyIdOf } from '../key/key-files.ts';
import { momentOf } from '../moment-of.ts';
import { SignatureError } from '../signature-error.ts';
import { type KeyringChange, keyringDigest, withKeys } from './change-keyring.ts';

export interface Enrolment {
	/** 32 bytes in lower-case hex. */
	readonly public_key: string;
	readonly holder: PairHalf;
	/** RFC 3339 UTC in milliseconds, like every time here. */
	readonly at: string;
	readonly not_after: string | null;
	/** The account that enrols it. */
	readonly by: string;
}

/**
 * A key for one half of the pair.
 * @throws SignatureError for a key that is not sound, is in the keyring already (whoever holds it and however it stands:
 * one key for both halves would be one signer), or ends before it begins
 */
export function enrolKey(keyring: Keyring, enrolment: Enrolment): KeyringChange {
	const key = newKey(keyring, enrolment, null);
	const next = withKeys(keyring, [key]);
	const record = { change: 'enrolled', by: enrolment.by, key, replaced: null, keyring: keyringDigest(next) } as const;
	return { keyring: next, record };
}

export function newKey(keyring: Keyring, enrolment: Enrolment, prior: string | null): EnrolledKey {
	const { public_key, holder, at, not_after, by } = enrolment;
	assertSoundKey(public_key);
	const key_id = keyIdOf(public_key);
	const known = keyring.keys.find((key) => key.key_id === key_id);
	if (known)
		throw new SignatureError(
			'KEY_ALREADY_ENROLLED',
			`key ${key_id} is enrolled already, for the ${known.holder}`,
			key_id,
		);
	if (not_after !== null && momentOf(not_after) <= momentOf(at))
		throw new SignatureError('KEY_TIMES_CONTRADICT', `key ${key_id} would end at ${not_after}, before ${at}`, key_id);
	return {
		key_id,
		public_key,
		holder,
		enrolled_at: at,
		enrolled_by: by,
		not_after,
		revoked_at: null,
		revocation_reason: null,
		prior,
	};
}
