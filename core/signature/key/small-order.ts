/**
 * The points of small order on Curve25519's Edwards form, in every encoding that a decoder may take: eight points, and six
 * further encodings of four of them. For a key among these anybody can make signatures that verify.
 * Source: Chalkias, Garillot, Nikolaenko, "Taming the many EdDSAs" (eprint 2020/1244), table 1; the test multiplies each
 * by eight.
 */
const smallOrderPoints: ReadonlySet<string> = new Set([
	// y = 1: the neutral element, and written as p + 1; with the sign bit, which x = 0 does not have.
	'0100000000000000000000000000000000000000000000000000000000000000',
	'0100000000000000000000000000000000000000000000000000000000000080',
	'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
	'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
	// y = -1: order 2, and with the sign bit.
	'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
	'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
	// y = 0: order 4, and written as p.
	'0000000000000000000000000000000000000000000000000000000000000000',
	'0000000000000000000000000000000000000000000000000000000000000080',
	'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
	'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
	// order 8
	'26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
	'26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
	'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
	'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
]);

/** @param point 32 bytes in lower-case hex */
export function isSmallOrder(point: string): boolean {
	return smallOrderPoints.has(point);
}
