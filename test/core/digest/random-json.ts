/** A seeded source of numbers in [0, 1): mulberry32, so that a failing document can be made again. */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Keys and texts that writers get wrong: array indexes, prototypes, escapes, order by units against order by points. */
const awkward = [
	'',
	'0',
	'1',
	'10',
	'9',
	'01',
	'4294967294',
	'4294967295',
	'99999999999',
	'-1',
	'1.5',
	'__proto__',
	'constructor',
	'toJSON',
	'length',
	'"',
	'\\',
	'\\u0000',
	'\\ud800',
	'\\\\u0000',
	'\u0001',
	'\n',
	'\u007f',
	'\u0080',
	'\u2028',
	'ế',
	'e\u0302\u0301',
	'\ud83d\ude00',
	'\ufb33',
	'\uffff',
	'a',
	'A',
	'aa',
	'b',
];

/** A document within what `canonicalJson` accepts, at most some 60 values large. */
export function randomJson(random: () => number): unknown {
	return randomValue(random, 4);
}

function randomValue(random: () => number, depth: number): unknown {
	const kind = Math.floor(random() * (depth > 0 ? 8 : 5));
	if (kind === 0) return [null, true, false][Math.floor(random() * 3)];
	if (kind <= 2) return randomNumber(random);
	if (kind <= 4) return randomText(random);
	const size = Math.floor(random() * 6);
	if (kind === 5) return Array.from({ length: size }, () => randomValue(random, depth - 1));
	const entries = Array.from({ length: size * 2 }, () => [randomText(random), randomValue(random, depth - 1)] as const);
	return Object.fromEntries(entries);
}

function randomNumber(random: () => number): number {
	if (random() < 0.4) return Math.floor((random() - 0.5) * 1000);
	if (random() < 0.2) return Math.floor((random() - 0.5) * 2 ** 54);
	const bits = new DataView(new ArrayBuffer(8));
	bits.setUint32(0, random() * 2 ** 32);
	bits.setUint32(4, random() * 2 ** 32);
	const value = bits.getFloat64(0);
	return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)) ? value : 0;
}

function randomText(random: () => number): string {
	const parts = Array.from({ length: Math.floor(random() * 3) }, () => randomPart(random));
	return parts.join('');
}

function randomPart(random: () => number): string {
	if (random() < 0.6) return awkward[Math.floor(random() * awkward.length)] ?? '';
	// Every scalar value but U+0000 and the surrogates.
	const point = 1 + Math.floor(random() ** 3 * 0x10ffff);
	return point >= 0xd800 && point <= 0xdfff ? '' : String.fromCodePoint(point);
}
