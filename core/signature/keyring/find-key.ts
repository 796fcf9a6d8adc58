import type { EnrolledKey, Keyring } from '../../../contract/signatures.ts';
import { SignatureError } from '../signature-error.ts';

/** @throws SignatureError where the keyring has no such key */
export function findKey(keyring: Keyring, keyId: string): EnrolledKey {
	const key = keyring.keys.find(({ key_id }) => key_id === keyId);
	if (!key) throw new SignatureError('KEY_NOT_ENROLLED', `expected an enrolled key, got ${keyId}`, keyId);
	return key;
}
