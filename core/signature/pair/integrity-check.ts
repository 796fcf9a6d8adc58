import type { IntegrityCheck } from '../../../contract/signatures.ts';
import { digestOf } from '../../digest/sha256.ts';

/**
 * The v0.1 scheme, an integrity check and no signature: from the payload's hash and the *name* of a credential, by anyone.
 * The formula is ours.
 */
export function deriveIntegrityCheck(payload_hash: string, credential_reference: string): IntegrityCheck {
	const scheme = 'integrity-check-v0.1';
	return { scheme, credential_reference, digest: digestOf({ scheme, credential_reference, payload_hash }) };
}

/** How a credential is named without being held: by the DOT that it belongs to, and a name. */
export function credentialReference(dotId: string, name: string): string {
	return `dot:${dotId}#${name}`;
}

export function belongsTo(credential_reference: string, dotId: string): boolean {
	return credential_reference.startsWith(credentialReference(dotId, '')) && !credential_reference.endsWith('#');
}
