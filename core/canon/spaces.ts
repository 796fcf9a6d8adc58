import { classOf, LINE_END, SPACE } from './unicode/properties.ts';

/** White space, all of which lies in the BMP. */
export function isSpace(unit: number): boolean {
	return classOf(unit) === SPACE;
}

/** White space right before a place in a text. Beyond its ends stands NUL. */
export function isSpaceBefore(units: Uint16Array, at: number): boolean {
	return isSpace(units[at - 1] ?? 0);
}

/** Where the white space that begins at `start` is at its end. */
export function endOfSpaces(units: Uint16Array, start: number): number {
	let end = start;
	while (isSpace(units[end] ?? 0)) end++;
	return end;
}

/** True before a line end and at the end of the text. */
export function isLineEnd(units: Uint16Array, at: number): boolean {
	return at === units.length || classOf(units[at] ?? 0) === LINE_END;
}
