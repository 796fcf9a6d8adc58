import { type KeyObject, sign } from 'node:crypto';
import type { DsseEnvelope } from '../../../contract/signatures.ts';
import { keyIdOf, rawPublicKey } from '../key/key-files.ts';
import { preAuthEncoding } from './pre-auth-encoding.ts';

/** @param keys Ed25519 private keys; each gives one signature */
export function signPayload(payloadType: string, payload: Uint8Array, keys: readonly KeyObject[]): DsseEnvelope {
	const signed = preAuthEncoding(payloadType, payload);
	return {
		payload: Buffer.from(payload).toString('base64'),
		payloadType,
		signatures: keys.map((key) => ({
			keyid: keyIdOf(rawPublicKey(key)),
			sig: sign(null, signed, key).toString('base64'),
		})),
	};
}
