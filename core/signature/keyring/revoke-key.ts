import type { EnrolledKey, Keyring } from '../../../contract/signatures.ts';
import { SignatureError } from '../signature-error.ts';
import { type KeyringChange, keyringDigest, withKeys } from './change-keyring.ts';
import { findKey } from './find-key.ts';

export interface KeyRevocation {
	readonly key_id: string;
	readonly at: string;
	readonly reason: NonNullable<EnrolledKey['revocation_reason']>;
	/** The account that revokes it. */
	readonly by: string;
}

/**
 * A key that may not sign any more. A compromised key voids also what it signed before: whoever has it can date back.
 * @throws SignatureError for a key that is unknown or revoked already, except to make a revocation graver: a key that was
 * revoked as superseded can later turn out to be compromised
 */
export function revokeKey(keyring: Keyring, { key_id, at, reason, by }: KeyRevocation): KeyringChange {
	const old = findKey(keyring, key_id);
	const graver = reason === 'key_compromise' && old.revocation_reason !== 'key_compromise';
	if (old.revoked_at !== null && !graver)
		throw new SignatureError('ALREADY_REVOKED', `key ${key_id} was revoked at ${old.revoked_at}`, key_id);
	const key = { ...old, revoked_at: old.revoked_at ?? at, revocation_reason: reason };
	const next = withKeys(keyring, [key]);
	return { keyring: next, record: { change: 'revoked', by, key, replaced: null, keyring: keyringDigest(next) } };
}
