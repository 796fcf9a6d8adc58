import { createPublicKey, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { assertSoundKey } from '../../../../core/signature/key/assert-sound-key.ts';
import { privateKeyFromSeed, publicKeyFromRaw, rawPublicKey } from '../../../../core/signature/key/key-files.ts';
import { verifyEd25519 } from '../../../../core/signature/key/verify-ed25519.ts';
import { codeOf, hex } from '../samples.ts';
import rfc from '../vectors/ed25519-rfc8032.json' with { type: 'json' };
import speccheck from '../vectors/ed25519-speccheck.json' with { type: 'json' };

describe('RFC 8032, section 7.1', () => {
	it.each(rfc.vectors)('$name', ({ seed, public_key, message, signature }) => {
		const key = privateKeyFromSeed(hex(seed));
		expect(rawPublicKey(key)).toBe(public_key);
		expect(sign(null, hex(message), key).toString('hex')).toBe(signature);
		expect(verifyEd25519(public_key, hex(message), hex(signature))).toBe(true);
		expect(() => assertSoundKey(public_key)).not.toThrow();
	});

	it.each(rfc.vectors)(
		'$name with a bit of signature, message or key flipped',
		({ public_key, message, signature }) => {
			const flipped = (bytes: Buffer, at: number) =>
				Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)));
			for (const at of [0, 31, 32, 63])
				expect(verifyEd25519(public_key, hex(message), flipped(hex(signature), at))).toBe(false);
			expect(verifyEd25519(public_key, Buffer.concat([hex(message), hex('00')]), hex(signature))).toBe(false);
			expect(verifyEd25519(flipped(hex(public_key), 3).toString('hex'), hex(message), hex(signature))).toBe(false);
		},
	);

	it.each([63, 65, 0])('a signature of %d bytes is none', (length) => {
		const [vector] = rfc.vectors;
		const cut = Buffer.concat([hex(vector?.signature ?? ''), hex('00')]).subarray(0, length);
		expect(verifyEd25519(vector?.public_key ?? '', hex(vector?.message ?? ''), cut)).toBe(false);
	});
});

describe('"Taming the many EdDSAs"', () => {
	it.each(speccheck.cases)(
		'case $number, $what: the runtime says $runtime',
		({ message, pub_key, signature, runtime }) => {
			expect(verify(null, hex(message), publicKeyFromRaw(pub_key), hex(signature))).toBe(runtime);
		},
	);

	it.each(speccheck.cases)('case $number: the key is $key', ({ pub_key, key }) => {
		expect(codeOf(() => assertSoundKey(pub_key)) ?? 'sound').toBe(key);
	});

	it.each(speccheck.cases)('case $number: accepted by us, $accepted', ({ message, pub_key, signature, accepted }) => {
		expect(verifyEd25519(pub_key, hex(message), hex(signature))).toBe(accepted);
	});

	it('no signature for a key of small order is accepted', () => {
		const small = speccheck.cases.filter(({ key }) => key === 'KEY_SMALL_ORDER');
		expect(small.filter(({ runtime }) => runtime)).toHaveLength(3);
		expect(small.filter(({ accepted }) => accepted)).toEqual([]);
	});
});

it('takes keys as the runtime exports them', () => {
	const [vector] = rfc.vectors;
	const key = createPublicKey(publicKeyFromRaw(vector?.public_key ?? '').export({ format: 'pem', type: 'spki' }));
	expect(rawPublicKey(key)).toBe(vector?.public_key);
});
