import { ALONE, classOf, EXTEND, LINE_END, SIGN, SPACE, WORD } from './unicode/properties.ts';
import { byteLength } from './utf8/byte-length.ts';
import { codeUnits } from './utf8/code-units.ts';

/** Stands for all code units of code points beyond the BMP. */
const PAIR = 7;
const unitClasses = new Uint8Array(0x10000).map((_, unit) => ((unit & 0xf800) === 0xd800 ? PAIR : classOf(unit)));

/** Which class goes on with a token begun by which: `8 * begun + next`. Any other pair begins a new one. */
const goesOn = new Uint8Array(64);
goesOn[8 * WORD + WORD] = 1;
goesOn[8 * SPACE + SPACE] = 1;
for (const begun of [SIGN, WORD, ALONE, EXTEND]) goesOn[8 * begun + EXTEND] = 1;

/** Where the tokens of a canonical text begin, in code units; the last number is where they end. They leave nothing out. */
export function tokenStarts(text: string): Uint32Array {
	const units = codeUnits(text);
	const { length } = units;
	// As many as there can be, were every unit a token of its own.
	const starts = new Uint32Array(length + 1);
	let count = 0;
	let begun = LINE_END;
	let at = 0;
	while (at < length) {
		const start = at;
		let next = unitClasses[units[at++] ?? 0] ?? SIGN;
		if (next === WORD) {
			while (at < length && unitClasses[units[at] ?? 0] === WORD) at++;
		} else if (next === PAIR) {
			next = classOf(text.codePointAt(start) ?? 0);
			at++;
		}
		if (goesOn[8 * begun + next] === 1) continue;
		starts[count++] = start;
		begun = next;
	}
	starts[count++] = length;
	return starts.slice(0, count);
}

/** The same offsets in bytes of UTF-8. */
export function bytesOfStarts(text: string, starts: Uint32Array): Uint32Array {
	let at = 0;
	let byte = 0;
	return starts.map((start) => {
		for (; at < start; at++) byte += unitBytes(text.charCodeAt(at));
		return byte;
	});
}

/** Half of a surrogate pair stands for two of its four bytes. */
function unitBytes(unit: number): number {
	return (unit & 0xf800) === 0xd800 ? 2 : byteLength(unit);
}
