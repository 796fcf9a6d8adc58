import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { assertSoundKey } from '../../../../core/signature/key/assert-sound-key.ts';
import { rawPublicKey } from '../../../../core/signature/key/key-files.ts';
import { isSmallOrder } from '../../../../core/signature/key/small-order.ts';
import { codeOf } from '../samples.ts';

const p = 2n ** 255n - 19n;

/** y, and the bit that is the sign of x, in little-endian hex. */
const encode = (y: bigint, sign = 0n) =>
	Buffer.from((y | (sign << 255n)).toString(16).padStart(64, '0'), 'hex')
		.reverse()
		.toString('hex');

describe('points of small order', () => {
	// From the curve's equation, not from the list: doubling a point three times multiplies it by eight.
	const all = smallOrderEncodings();

	it('are fourteen encodings of eight points', () => {
		expect(all).toHaveLength(14);
	});

	it.each(all)('%s is refused', (key) => {
		expect(isSmallOrder(key)).toBe(true);
		expect(codeOf(() => assertSoundKey(key))).toBe('KEY_SMALL_ORDER');
	});
});

describe('other encodings', () => {
	const beyond = Array.from({ length: 19 }, (_, index) => p + BigInt(index));
	const keys = beyond.flatMap((y) => [encode(y), encode(y, 1n)]);

	it('there are 38 of y at or above the prime, four of them of small order', () => {
		expect(keys.map((key) => codeOf(() => assertSoundKey(key))).sort()).toEqual([
			...Array(34).fill('KEY_NOT_CANONICAL'),
			...Array(4).fill('KEY_SMALL_ORDER'),
		]);
	});

	it.each([
		['of small order', encode(1n), 'is a point of small order: anybody can sign for it'],
		['spelled in another way', encode(p + 3n), 'is another spelling of a key: expected y below the prime'],
		['that is no point', encode(2n), 'is no point of the curve: no signature fits it'],
	])('a key %s is told so', (_what, key, message) => {
		expect(() => assertSoundKey(key)).toThrow(`${key} ${message}`);
	});

	it('just below the prime it is the curve that decides', () => {
		expect(codeOf(() => assertSoundKey(encode(p - 2n)))).toBe(isPoint(p - 2n) ? undefined : 'KEY_NOT_ON_CURVE');
		expect(codeOf(() => assertSoundKey(encode(p - 3n)))).toBe(isPoint(p - 3n) ? undefined : 'KEY_NOT_ON_CURVE');
	});
});

it('tells points from what is none as often as a square root does', () => {
	const found = Array.from({ length: 60 }, (_, index) => BigInt(index + 2)).map((y) => [
		codeOf(() => assertSoundKey(encode(y))) ?? 'sound',
		codeOf(() => assertSoundKey(encode(y, 1n))) ?? 'sound',
	]);
	const expected = found.map((_, index) => (isPoint(BigInt(index + 2)) ? 'sound' : 'KEY_NOT_ON_CURVE'));
	expect(found).toEqual(expected.map((code) => [code, code]));
	expect(new Set(expected).size).toBe(2);
});

it('accepts keys that the runtime makes', () => {
	for (let count = 0; count < 20; count++)
		expect(() => assertSoundKey(rawPublicKey(generateKeyPairSync('ed25519').publicKey))).not.toThrow();
});

it.each([
	['nothing', ''],
	['31 bytes', 'ab'.repeat(31)],
	['33 bytes', 'ab'.repeat(33)],
	['upper case', 'AB'.repeat(32)],
	['no hex', 'zz'.repeat(32)],
	['a line break after it', `${'ab'.repeat(32)}\n`],
])('refuses %s', (_what, key) => {
	expect(codeOf(() => assertSoundKey(key))).toBe('KEY_MALFORMED');
	expect(() => assertSoundKey(key)).toThrow(`expected 32 bytes in lower-case hex, got ${key.length} characters`);
});

function mod(value: bigint): bigint {
	return ((value % p) + p) % p;
}

function power(base: bigint, exponent: bigint): bigint {
	if (exponent === 0n) return 1n;
	const half = power(mod(base * base), exponent / 2n);
	return exponent % 2n ? mod(half * base) : half;
}

function d(): bigint {
	return mod(-121665n * power(121666n, p - 2n));
}

/** x of a point with this y, by a square root; undefined where there is none. */
function rootOf(y: bigint): bigint | undefined {
	const square = mod((y * y - 1n) * power(mod(d() * y * y + 1n), p - 2n));
	const candidate = power(square, (p + 3n) / 8n);
	const roots = [candidate, mod(candidate * power(2n, (p - 1n) / 4n))];
	return roots.find((root) => mod(root * root) === square);
}

function isPoint(y: bigint): boolean {
	return rootOf(y) !== undefined;
}

/** Every 32 bytes that decode to a point which, multiplied by eight, is the neutral one. */
function smallOrderEncodings(): string[] {
	// y of order 8: y² is a root of d·y⁴ + 2·y² - 1, for such a point doubles to one with y = 0.
	const inverse = power(d(), p - 2n);
	const discriminant = rootOfSquare(mod(1n + d())) ?? 0n;
	const squares = [mod((-1n + discriminant) * inverse), mod((-1n - discriminant) * inverse)];
	const eighth = squares.flatMap((square) => {
		const root = rootOfSquare(square);
		return root === undefined ? [] : [root, mod(-root)];
	});
	const ys = [1n, p - 1n, 0n, ...eighth];
	const encodings = ys.flatMap((y) => [y, y + p].filter((value) => value < 2n ** 255n));
	return encodings.flatMap((y) => [encode(y), encode(y, 1n)]).filter((key) => isEighth(key));
}

function rootOfSquare(square: bigint): bigint | undefined {
	const candidate = power(square, (p + 3n) / 8n);
	return [candidate, mod(candidate * power(2n, (p - 1n) / 4n))].find((root) => mod(root * root) === square);
}

function isEighth(key: string): boolean {
	const bits = BigInt(`0x${Buffer.from(key, 'hex').reverse().toString('hex')}`);
	const y = mod(bits & (2n ** 255n - 1n));
	const x = rootOf(y);
	if (x === undefined) return false;
	let point = { x, y };
	for (let doubling = 0; doubling < 3; doubling++) point = double(point);
	return point.x === 0n && point.y === 1n;
}

function double({ x, y }: { x: bigint; y: bigint }): { x: bigint; y: bigint } {
	const shared = mod(d() * x * x * y * y);
	return {
		x: mod(2n * x * y * power(mod(1n + shared), p - 2n)),
		y: mod((y * y + x * x) * power(mod(1n - shared), p - 2n)),
	};
}
