import type { Character, Ucd } from './read-ucd.ts';

/** Code points worth a name in an explanation: punctuation, blanks, invisible ones, combining marks, ASCII. */
export function deriveLookalikes(ucd: Ucd, characters: readonly Character[]): (readonly [number, string])[] {
	const wanted = new Set(['Dash', 'Quotation_Mark', 'White_Space', 'Join_Control', 'Bidi_Control']);
	const listed = ucd.readRanges('PropList', 'property').filter(({ value }) => wanted.has(value));
	const isListed = (one: number) => listed.some(({ first, last }) => first <= one && one <= last);
	const isOfRange = (one: number) => ranges.some(([first, last]) => first <= one && one <= last);
	return characters
		.filter(({ codePoint }) => isListed(codePoint) || isOfRange(codePoint))
		.map(({ codePoint, name }) => [codePoint, name] as const);
}

const ranges: readonly (readonly [number, number])[] = [
	[0x0000, 0x00bf],
	[0x0300, 0x036f],
	[0x02b9, 0x02bf],
	[0x115f, 0x1160],
	[0x2000, 0x206f],
	[0x2212, 0x2219],
	[0x3000, 0x3002],
	[0xfe00, 0xfe0f],
	[0xfeff, 0xfeff],
	[0xfffd, 0xfffd],
];
