import { type EnrolledKey, type Keyring, keyring as keyringSchema } from '../../../contract/signatures.ts';
import { parseStrictJson } from '../../digest/parse-strict-json.ts';
import { firstIssue } from '../first-issue.ts';
import { assertSoundKey } from '../key/assert-sound-key.ts';
import { keyIdOf } from '../key/key-files.ts';
import { SignatureError } from '../signature-error.ts';

/** A keyring as a file: JSON for people to read, with no secret in it. */
export function writeKeyring(keyring: Keyring): string {
	return `${JSON.stringify(keyring, null, '\t')}\n`;
}

/**
 * A keyring read back, with everything that enrolment asks for asked again: the file may have been edited.
 * @throws StrictJsonError, or SignatureError that names the key
 */
export function readKeyring(source: string | Uint8Array): Keyring {
	const parsed = keyringSchema.safeParse(parseStrictJson(source));
	if (!parsed.success) {
		const { field, message } = firstIssue(parsed.error, 'keyring');
		throw new SignatureError('KEYRING_MALFORMED', message, field);
	}
	for (const [index, key] of parsed.data.keys.entries()) assertFits(key, parsed.data.keys.slice(0, index));
	return parsed.data;
}

function assertFits(key: EnrolledKey, before: readonly EnrolledKey[]): void {
	assertSoundKey(key.public_key);
	const fault = findFault(key, before);
	if (fault) throw new SignatureError('KEYRING_MALFORMED', `key ${key.key_id}: ${fault}`, key.key_id);
}

function findFault(key: EnrolledKey, before: readonly EnrolledKey[]): string | null {
	const id = keyIdOf(key.public_key);
	if (key.key_id !== id) return `expected the id ${id} of its bytes`;
	if (before.some(({ key_id }) => key_id === id)) return 'it is there twice';
	if ((key.revoked_at === null) !== (key.revocation_reason === null))
		return 'expected both time and reason of a revocation, or neither';
	if (key.prior === null) return null;
	const prior = before.find(({ key_id }) => key_id === key.prior);
	if (!prior) return `expected the key that it replaces, ${key.prior}, before it`;
	return prior.holder === key.holder ? null : `it replaces a key of the ${prior.holder}`;
}
