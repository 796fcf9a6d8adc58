import type { DsseEnvelope } from '../../../contract/signatures.ts';
import { verifyEd25519 } from '../key/verify-ed25519.ts';
import { SignatureError } from '../signature-error.ts';
import { decodeBase64 } from './decode-base64.ts';
import { preAuthEncoding } from './pre-auth-encoding.ts';

export interface Trust {
	/** The type that the caller goes on to read the payload as. A valid signature over another type says nothing to it. */
	readonly payload_type: string;
	/** Public keys, 32 bytes each in hex. */
	readonly keys: readonly string[];
	/** How many distinct keys must have signed. */
	readonly threshold: number;
}

export interface Verified {
	/** The very bytes that were verified: whoever reads the payload reads these. */
	readonly payload: Uint8Array;
	/** The trusted keys that signed, each once, 32 bytes in lower-case hex. */
	readonly keys: readonly string[];
}

/**
 * DSSE, protocol.md, "Multi-signature Verification".
 * @throws SignatureError `ENVELOPE_MALFORMED`, `PAYLOAD_TYPE_MISMATCH` or `THRESHOLD_NOT_MET`
 */
export function verifyEnvelope(envelope: DsseEnvelope, trust: Trust): Verified {
	if (envelope.payloadType !== trust.payload_type)
		throw new SignatureError(
			'PAYLOAD_TYPE_MISMATCH',
			`expected a payload of type ${trust.payload_type}, got ${envelope.payloadType}`,
			'payloadType',
		);
	const payload = decodeBase64(envelope.payload, 'payload');
	const keys = findSigners(envelope, preAuthEncoding(envelope.payloadType, payload), trust.keys);
	// A threshold of none would take anything for signed.
	const needed = Math.max(1, trust.threshold);
	if (!(keys.length >= needed))
		throw new SignatureError(
			'THRESHOLD_NOT_MET',
			`expected ${needed} distinct trusted keys, got ${keys.length}`,
			'signatures',
		);
	return { payload, keys };
}

/**
 * Every signature is tried with every key: `keyid` is not signed, so it may not even narrow the choice down. Keys count
 * by their bytes, however often and however spelled one is trusted, and however often it signed.
 */
function findSigners(envelope: DsseEnvelope, signed: Uint8Array, trusted: readonly string[]): string[] {
	const signatures = envelope.signatures.map(({ sig }, index) => decodeBase64(sig, `signatures[${index}].sig`));
	const distinct = new Set(trusted.map((key) => key.toLowerCase()));
	return [...distinct].filter((key) => signatures.some((signature) => verifyEd25519(key, signed, signature)));
}
