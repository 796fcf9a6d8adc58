import { SignatureError } from '../signature-error.ts';
import { isSmallOrder } from './small-order.ts';

/** RFC 8032, 5.1: the prime of the field and the curve's constant d = -121665/121666. */
const p = 2n ** 255n - 19n;
const d = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;

/**
 * What the runtime's import does not look at: it takes any 32 bytes for a key.
 * @param publicKey 32 bytes in lower-case hex
 * @throws SignatureError for points of small order, other encodings than the one of RFC 8032, and what is no point
 */
export function assertSoundKey(publicKey: string): void {
	if (!/^[0-9a-f]{64}$/.test(publicKey))
		throw new SignatureError(
			'KEY_MALFORMED',
			`expected 32 bytes in lower-case hex, got ${publicKey.length} characters`,
		);
	if (isSmallOrder(publicKey))
		throw new SignatureError('KEY_SMALL_ORDER', `${publicKey} is a point of small order: anybody can sign for it`);
	const y = yOf(publicKey);
	if (y >= p)
		throw new SignatureError(
			'KEY_NOT_CANONICAL',
			`${publicKey} is another spelling of a key: expected y below the prime`,
		);
	if (!isOnCurve(y))
		throw new SignatureError('KEY_NOT_ON_CURVE', `${publicKey} is no point of the curve: no signature fits it`);
}

/** RFC 8032, 5.1.2: little-endian, the highest bit being the sign of x. */
function yOf(publicKey: string): bigint {
	const bigEndian = Buffer.from(publicKey, 'hex').reverse().toString('hex');
	return BigInt(`0x${bigEndian}`) & (2n ** 255n - 1n);
}

/** -x² + y² = 1 + dx²y², so x² = (y² - 1) / (dy² + 1): a square where numerator times denominator is one (Euler). */
function isOnCurve(y: bigint): boolean {
	const product = ((y * y - 1n) * (d * y * y + 1n)) % p;
	return power(product, (p - 1n) / 2n) === 1n;
}

function power(base: bigint, exponent: bigint): bigint {
	let result = 1n;
	let factor = base;
	for (let bits = exponent; bits > 0n; bits >>= 1n) {
		if (bits & 1n) result = (result * factor) % p;
		factor = (factor * factor) % p;
	}
	return result;
}
