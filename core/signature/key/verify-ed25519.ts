import { verify } from 'node:crypto';
import { publicKeyFromRaw } from './key-files.ts';
import { isSmallOrder } from './small-order.ts';

/**
 * RFC 8032 by the runtime's verifier, less what it lets pass: a key or an R of small order, with which one signature can
 * fit many messages. The key is looked at here too, for a keyring may have been edited.
 * @param publicKey 32 bytes in lower-case hex
 */
export function verifyEd25519(publicKey: string, message: Uint8Array, signature: Uint8Array): boolean {
	if (signature.length !== 64) return false;
	const r = Buffer.from(signature.subarray(0, 32)).toString('hex');
	if (isSmallOrder(publicKey) || isSmallOrder(r)) return false;
	return verify(null, message, publicKeyFromRaw(publicKey), signature);
}
