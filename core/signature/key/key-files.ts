import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { sha256 } from '../../digest/sha256.ts';
import { SignatureError } from '../signature-error.ts';

/** RFC 8410: what stands before the 32 bytes in SPKI and in PKCS #8, in DER. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param publicKey 32 bytes in hex */
export function publicKeyFromRaw(publicKey: string): KeyObject {
	const raw = Buffer.from(publicKey, 'hex');
	if (raw.length !== 32) throw new SignatureError('KEY_MALFORMED', `expected a key of 32 bytes, got ${raw.length}`);
	return createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' });
}

/** The 32 bytes in lower-case hex, of a public key or of the public half of a private one. */
export function rawPublicKey(key: KeyObject): string {
	assertEd25519(key);
	const spki = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'der', type: 'spki' });
	return spki.subarray(spkiPrefix.length).toString('hex');
}

/** @param seed the private key of RFC 8032: 32 bytes from a source fit for keys */
export function privateKeyFromSeed(seed: Uint8Array): KeyObject {
	if (seed.length !== 32) throw new SignatureError('KEY_MALFORMED', `expected a seed of 32 bytes, got ${seed.length}`);
	return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
}

/** A private key file: PKCS #8 in PEM, not encrypted. Whoever writes it gives it mode 0600. */
export function privateKeyToPem(key: KeyObject): string {
	assertEd25519(key);
	return key.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** @throws SignatureError without a word of what the file holds */
export function privateKeyFromPem(pem: string): KeyObject {
	const key = orRefuse('a private key in PEM (PKCS #8)', () => createPrivateKey({ key: pem, format: 'pem' }));
	assertEd25519(key);
	return key;
}

export function publicKeyToPem(publicKey: string): string {
	return publicKeyFromRaw(publicKey).export({ format: 'pem', type: 'spki' }).toString();
}

/** The 32 bytes in lower-case hex. A private key is refused, although its public half could be derived: it was a mistake. */
export function publicKeyFromPem(pem: string): string {
	if (pem.includes('PRIVATE KEY'))
		throw new SignatureError('KEY_MALFORMED', 'expected a public key, got a private one');
	return rawPublicKey(orRefuse('a public key in PEM (SPKI)', () => createPublicKey({ key: pem, format: 'pem' })));
}

/** A name for people and for lineage; it decides nothing. */
export function keyIdOf(publicKey: string): string {
	return sha256(Buffer.from(publicKey, 'hex'));
}

function assertEd25519(key: KeyObject): void {
	if (key.asymmetricKeyType !== 'ed25519')
		throw new SignatureError('KEY_MALFORMED', `expected an Ed25519 key, got ${key.asymmetricKeyType ?? key.type}`);
}

function orRefuse(expected: string, read: () => KeyObject): KeyObject {
	try {
		return read();
	} catch {
		// The parser's own message may quote what it read.
		throw new SignatureError('KEY_MALFORMED', `expected ${expected}`);
	}
}
