import { type Keyring, keyRecord } from '../../../contract/signatures.ts';
import { keyringDigest } from './change-keyring.ts';

/** The evidence that a keyring changes by. */
export const keyKinds = ['key.enrolled', 'key.rotated', 'key.revoked'] as const;

/** The installation's last record of a key, not looked at yet; null where there is none. */
export type LastKeyRecord = { readonly body: unknown } | null;

/**
 * Is this keyring the one that the ledger recorded last? Whoever can write the ledger cannot enrol a key, and whoever can
 * write the file cannot do so unseen.
 * @returns what differs; null: nothing
 */
export function compareKeyring(keyring: Keyring, last: LastKeyRecord): string | null {
	if (last === null && keyring.keys.length === 0) return null;
	const recorded = last === null ? 'none' : (keyRecord.safeParse(last.body).data?.keyring ?? 'none that can be read');
	const found = keyringDigest(keyring);
	if (recorded === found) return null;
	return `keyring.json is not the keyring that the ledger recorded last: expected digest ${recorded}, found ${found}`;
}
