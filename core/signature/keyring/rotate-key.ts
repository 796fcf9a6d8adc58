import type { Keyring } from '../../../contract/signatures.ts';
import { SignatureError } from '../signature-error.ts';
import { type KeyringChange, keyringDigest, withKeys } from './change-keyring.ts';
import { type Enrolment, newKey } from './enrol-key.ts';
import { findKey } from './find-key.ts';
import { judgeKey } from './judge-key.ts';

/** The new key is for the half that the replaced one is for. */
export interface Rotation extends Omit<Enrolment, 'holder'> {
	/** The id of the key to replace. */
	readonly replaces: string;
}

/**
 * A new key in place of one in use, which may sign until that instant and not after. What it signed stays signed.
 * @throws SignatureError as `enrolKey` does, and for a key that is unknown, or not in use at that instant
 */
export function rotateKey(keyring: Keyring, rotation: Rotation): KeyringChange {
	const { replaces, at } = rotation;
	const old = findKey(keyring, replaces);
	const standing = judgeKey(keyring, old.public_key, at);
	if (standing.state !== 'valid')
		throw new SignatureError(
			'KEY_NOT_IN_USE',
			`key ${replaces} is ${standing.state} at ${at}: there is nothing to replace`,
			replaces,
		);
	const key = newKey(keyring, { ...rotation, holder: old.holder }, replaces);
	const replaced = { ...old, not_after: at };
	const next = withKeys(keyring, [replaced, key]);
	return { keyring: next, record: { change: 'rotated', by: rotation.by, key, replaced, keyring: keyringDigest(next) } };
}
