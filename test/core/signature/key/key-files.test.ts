import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
	keyIdOf,
	privateKeyFromPem,
	privateKeyFromSeed,
	privateKeyToPem,
	publicKeyFromPem,
	publicKeyFromRaw,
	publicKeyToPem,
	rawPublicKey,
} from '../../../../core/signature/key/key-files.ts';
import { codeOf, keyOf, publicKeyOf, refusalOf } from '../samples.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pemOf = (key: typeof rsa.privateKey, type: 'pkcs8' | 'spki') => key.export({ format: 'pem', type }).toString();

it('writes and reads a private key as PKCS #8 in PEM', () => {
	const pem = privateKeyToPem(keyOf('executor'));
	expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n[A-Za-z0-9+/=]{64}\n-----END PRIVATE KEY-----\n$/);
	expect(rawPublicKey(privateKeyFromPem(pem))).toBe(publicKeyOf('executor'));
});

it('writes and reads a public key as SPKI in PEM', () => {
	const pem = publicKeyToPem(publicKeyOf('executor'));
	expect(pem).toMatch(/^-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=]{60}\n-----END PUBLIC KEY-----\n$/);
	expect(publicKeyFromPem(pem)).toBe(publicKeyOf('executor'));
});

it('reads the same 32 bytes from the private key, the public key and the raw form', () => {
	const key = keyOf('executor');
	expect(rawPublicKey(createPublicKey(key))).toBe(rawPublicKey(key));
	expect(rawPublicKey(publicKeyFromRaw(rawPublicKey(key)))).toBe(rawPublicKey(key));
	expect(rawPublicKey(key)).toMatch(/^[0-9a-f]{64}$/);
});

it('names a key by the sha256 of its bytes', () => {
	// printf %64s | tr ' ' 0 | xxd -r -p | sha256sum
	expect(keyIdOf('00'.repeat(32))).toBe('66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925');
	expect(keyIdOf(publicKeyOf('executor'))).not.toBe(keyIdOf(publicKeyOf('verifier')));
});

describe('refuses', () => {
	it.each<[string, () => unknown, string]>([
		['a raw key of 31 bytes', () => publicKeyFromRaw('00'.repeat(31)), 'expected a key of 32 bytes, got 31'],
		['a raw key of 33 bytes', () => publicKeyFromRaw('00'.repeat(33)), 'expected a key of 32 bytes, got 33'],
		['a seed of 31 bytes', () => privateKeyFromSeed(new Uint8Array(31)), 'expected a seed of 32 bytes, got 31'],
		['a seed of 64 bytes', () => privateKeyFromSeed(new Uint8Array(64)), 'expected a seed of 32 bytes, got 64'],
		['an RSA key to write', () => privateKeyToPem(rsa.privateKey), 'expected an Ed25519 key, got rsa'],
		['an RSA key to read', () => privateKeyFromPem(pemOf(rsa.privateKey, 'pkcs8')), 'expected an Ed25519 key, got rsa'],
		['a public RSA key', () => publicKeyFromPem(pemOf(rsa.publicKey, 'spki')), 'expected an Ed25519 key, got rsa'],
		[
			'a private key for a public one',
			() => publicKeyFromPem(privateKeyToPem(keyOf('executor'))),
			'expected a public key, got a private one',
		],
		[
			'a public key for a private one',
			() => privateKeyFromPem(publicKeyToPem(publicKeyOf('executor'))),
			'expected a private key in PEM (PKCS #8)',
		],
		['no PEM for a private key', () => privateKeyFromPem('secret'), 'expected a private key in PEM (PKCS #8)'],
		['no PEM for a public key', () => publicKeyFromPem('secret'), 'expected a public key in PEM (SPKI)'],
	])('%s, and quotes nothing of it', (_what, read, message) => {
		expect(codeOf(read)).toBe('KEY_MALFORMED');
		expect(refusalOf(read)?.message).toBe(message);
	});
});
