import type { CanonPlace, CodePointExchange, LookalikeFamily, TextChange } from '../../../contract/canon.ts';
import type { Differences } from './collect-differences.ts';
import { count } from './describe-profiles.ts';

const things: Readonly<Record<LookalikeFamily, readonly [one: string, many: string]>> = {
	dash: ['dash', 'dashes'],
	quote: ['quotation mark', 'quotation marks'],
	space: ['space', 'spaces'],
	invisible: ['invisible character', 'invisible characters'],
};

/** What differs once both texts are canonical, the most frequent first. */
export function describeDifferences(differences: Differences): string[] {
	const { exchanges, exchangeCount, exchangeKinds, changes, changeCount } = differences;
	return [
		...(exchangeCount > 0 ? [describeTotal(differences)] : []),
		...exchanges.map(describeExchange),
		...rest(exchangeKinds - exchanges.length, 'more kind', 'of exchange'),
		...changes.map(describeChange),
		...rest(changeCount - changes.length, 'more change'),
	];
}

function describeTotal({ families, exchangeCount }: Differences): string {
	const parts = families.map(({ family, count: number }) => `${number} ${things[family][number === 1 ? 0 : 1]}`);
	const others = families.reduce((left, { count: number }) => left - number, exchangeCount);
	if (others > 0) parts.push(families.length === 0 ? `${others}` : `${others} other`);
	return `Code points exchanged: ${parts.join(', ')}.`;
}

function describeExchange({ first, second, count: times, places }: CodePointExchange): string {
	const often = `${count(times, 'time')}, first at ${describePlace(places.second)}`;
	if (first === null) return `The second has ${nameOf(second)} where the first has nothing: ${often}.`;
	if (second === null) {
		return `The first has ${nameOf(first)} where the second has nothing: ${count(times, 'time')}, first at ${describePlace(places.first)}.`;
	}
	return `The second has ${nameOf(second)} where the first has ${nameOf(first)}: ${often}.`;
}

function describeChange({ first, second }: TextChange): string {
	if (second.text === '' && second.lines === 0)
		return `Only the first has, at ${describePlace(first)}: ${quote(first)}.`;
	if (first.text === '' && first.lines === 0)
		return `Only the second has, at ${describePlace(second)}: ${quote(second)}.`;
	return `The first has, at ${describePlace(first)}: ${quote(first)}; the second, at ${describePlace(second)}: ${quote(second)}.`;
}

function quote({ text, lines }: TextChange['first']): string {
	return lines > 1 ? `${lines} lines, “${text}” and on` : `“${text}”`;
}

function describePlace({ line, column, byte_offset }: CanonPlace): string {
	return `line ${line}, column ${column} (byte ${byte_offset})`;
}

function nameOf(side: CodePointExchange['first']): string {
	if (side === null) return 'nothing';
	const code = `U+${side.code_point.toString(16).toUpperCase().padStart(4, '0')}`;
	return side.name === null ? `${code} “${String.fromCodePoint(side.code_point)}”` : `${code} ${side.name}`;
}

function rest(number: number, thing: string, of = ''): string[] {
	return number > 0 ? [`And ${count(number, thing)}${of === '' ? '' : ` ${of}`}.`] : [];
}
