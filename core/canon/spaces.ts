import { classOf, LINE_END, SPACE } from './unicode/properties.ts';

/** White space, all of which lies in the BMP, right before a place in a text. */
export function isSpaceBefore(text: string, at: number): boolean {
	return at > 0 && classOf(text.charCodeAt(at - 1)) === SPACE;
}

/** Where the white space that begins at `start` is at its end. */
export function endOfSpaces(text: string, start: number): number {
	let end = start;
	while (end < text.length && classOf(text.charCodeAt(end)) === SPACE) end++;
	return end;
}

/** True before a line end and at the end of the text. */
export function isLineEnd(text: string, at: number): boolean {
	return at === text.length || classOf(text.charCodeAt(at)) === LINE_END;
}
