import { expect, it } from 'vitest';
import { digestOf, sha256 } from '../../../core/digest/sha256.ts';

it.each([
	['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
	['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
])('sha256 of "%s" is that of FIPS 180', (text, digest) => {
	expect(sha256(text)).toBe(digest);
});

it('takes a text as its UTF-8 bytes', () => {
	expect(sha256('Đ')).toBe(sha256(Uint8Array.from([0xc4, 0x90])));
});

it('digests the canonical form, so that the order of members does not count', () => {
	expect(digestOf({ b: [1], a: 'x' })).toBe(sha256('{"a":"x","b":[1]}'));
	expect(digestOf({ b: [1], a: 'x' })).toBe(digestOf({ a: 'x', b: [1] }));
});

it.each<[string, unknown, unknown]>([
	['a value', { a: 1 }, { a: 2 }],
	['a type', { a: 1 }, { a: '1' }],
	['a key', { a: 1 }, { b: 1 }],
	['the order of an array', [1, 2], [2, 1]],
	['a null that is there', { a: null }, {}],
	['where one text ends and the next begins', ['ab', 'c'], ['a', 'bc']],
])('changes with %s', (_what, one, other) => {
	expect(digestOf(one)).not.toBe(digestOf(other));
});
