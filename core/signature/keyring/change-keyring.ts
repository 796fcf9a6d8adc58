import type { EnrolledKey, KeyRecord, Keyring } from '../../../contract/signatures.ts';
import { digestOf } from '../../digest/sha256.ts';

export interface KeyringChange {
	readonly keyring: Keyring;
	/** What to keep as evidence: with it, a keyring file edited by hand no longer fits the ledger. */
	readonly record: KeyRecord;
}

export const emptyKeyring: Keyring = { format: 'cutter-keyring-v1', keys: [] };

/** The digest by which evidence names a keyring. */
export function keyringDigest(keyring: Keyring): string {
	return digestOf(keyring);
}

/** The keyring with these keys in place of those with the same id; new ones at the end. */
export function withKeys(keyring: Keyring, changed: readonly EnrolledKey[]): Keyring {
	const known = new Set(keyring.keys.map(({ key_id }) => key_id));
	const kept = keyring.keys.map((key) => changed.find(({ key_id }) => key_id === key.key_id) ?? key);
	return { ...keyring, keys: [...kept, ...changed.filter(({ key_id }) => !known.has(key_id))] };
}
