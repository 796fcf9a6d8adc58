import {
	ALONE,
	CHANGES,
	EXTEND,
	JOINS,
	LINE_END,
	RESERVED,
	SIGN,
	SPACE,
	WORD,
} from '../../core/canon/unicode/properties.ts';
import { deriveJoining, type Normalization } from './derive-normalization.ts';
import type { Range, Ucd } from './read-ucd.ts';

/** Line_Break of the scripts of South and South East Asia that put no spaces between words, and of small kana. */
const UNSPACED_BREAKS = new Set(['AK', 'AP', 'AS', 'CJ', 'SA']);
const UNSPACED_SCRIPTS = new Set(['Hiragana', 'Katakana']);

/** Properties by code point, as `core/canon/unicode/properties.ts` names them. */
export function deriveProperties(ucd: Ucd, normalization: Normalization): Uint8Array {
	const properties = deriveClasses(ucd);
	const joining = deriveJoining(normalization);
	for (const one of normalization.excluded) properties[one] = (properties[one] ?? 0) | CHANGES;
	for (const one of joining) properties[one] = ((properties[one] ?? 0) & ~CHANGES) | JOINS;
	return properties;
}

function deriveClasses(ucd: Ucd): Uint8Array {
	const category = byCodePoint(ucd.readRanges('extracted/DerivedGeneralCategory', 'category'), 'Cn');
	const unspaced = deriveUnspaced(ucd);
	const classes = Uint8Array.from(category, (value, one) => classOf(value, unspaced.has(one)));
	const listed = ucd.readRanges('PropList', 'property');
	for (const [name, value] of [
		['Noncharacter_Code_Point', SIGN],
		['White_Space', SPACE],
	] as const) {
		for (const { first, last } of listed.filter((one) => one.value === name)) classes.fill(value, first, last + 1);
	}
	classes[0x0a] = LINE_END;
	classes[0x0d] = LINE_END;
	return classes;
}

function classOf(category: string, isUnspaced: boolean): number {
	if (category === 'Cn') return RESERVED;
	if (category.startsWith('M') || category === 'Cf') return EXTEND;
	if (/^[LN]/.test(category)) return isUnspaced ? ALONE : WORD;
	return SIGN;
}

function deriveUnspaced(ucd: Ucd): Set<number> {
	const among = (ranges: Range[], values: ReadonlySet<string>) => ranges.filter(({ value }) => values.has(value));
	const ranges = [
		...among(ucd.readRanges('LineBreak', 'lineBreakProperty'), UNSPACED_BREAKS),
		...among(ucd.readRanges('Scripts', 'script'), UNSPACED_SCRIPTS),
		...among(ucd.readRanges('PropList', 'property'), new Set(['Ideographic'])),
	];
	const found = new Set<number>();
	for (const { first, last } of ranges) for (let one = first; one <= last; one++) found.add(one);
	return found;
}

function byCodePoint(ranges: readonly Range[], other: string): string[] {
	const values = new Array<string>(0x110000).fill(other);
	for (const { first, last, value } of ranges) values.fill(value, first, last + 1);
	return values;
}
