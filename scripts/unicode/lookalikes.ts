import type { Character, Range, Ucd } from './read-ucd.ts';

/** Families of code points that are easily taken for one another, as ranges. Spaces are in the properties already. */
export interface Families {
	readonly dashes: readonly Span[];
	readonly quotes: readonly Span[];
	readonly invisibles: readonly Span[];
}

type Span = readonly [first: number, last: number];

/** Ours, beside Quotation_Mark: what is typed or typeset in place of one. */
const otherQuotes: readonly Span[] = [
	[0x0060, 0x0060],
	[0x00b4, 0x00b4],
	[0x02b9, 0x02bf],
	[0x2032, 0x2037],
];

export function deriveFamilies(ucd: Ucd): Families {
	const listed = (file: string, name: string) =>
		ucd.readRanges(file, 'property').flatMap((range) => (range.value === name ? [spanOf(range)] : []));
	return {
		dashes: listed('PropList', 'Dash'),
		quotes: sorted([...listed('PropList', 'Quotation_Mark'), ...otherQuotes]),
		invisibles: sorted(listed('DerivedCoreProperties', 'Default_Ignorable_Code_Point')),
	};
}

/** Names worth having in an explanation: of the families, of spaces, of ASCII and Latin-1 signs, of combining marks. */
export function deriveNames(
	characters: readonly Character[],
	{ dashes, quotes, invisibles }: Families,
): [number, string][] {
	const wanted = [...dashes, ...quotes, ...invisibles, ...others];
	return characters
		.filter(
			({ codePoint }) =>
				codePoint < PLANE_14 && wanted.some(([first, last]) => first <= codePoint && codePoint <= last),
		)
		.map(({ codePoint, name }) => [codePoint, name]);
}

/** Tags and variation selectors up there are many, and no one meets them by name. */
const PLANE_14 = 0xe0000;

const others: readonly Span[] = [
	[0x0000, 0x00bf],
	[0x0300, 0x036f],
	[0x1680, 0x1680],
	[0x2000, 0x2027],
	[0x202f, 0x202f],
	[0x205f, 0x205f],
	[0x3000, 0x3002],
	[0xfffd, 0xfffd],
];

function spanOf({ first, last }: Range): Span {
	return [first, last];
}

function sorted(spans: readonly Span[]): Span[] {
	return spans.toSorted(([a], [b]) => a - b);
}
