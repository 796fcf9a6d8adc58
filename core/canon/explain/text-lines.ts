import type { CanonPlace } from '../../../contract/canon.ts';
import type { CanonicalText } from '../canonicalize.ts';
import { byteLength } from '../utf8/byte-length.ts';

/** The lines of a canonical text, without their LF, and where they lie in the source. */
export class TextLines {
	readonly lines: readonly string[];
	readonly #canonical: CanonicalText;
	/** Where each line begins, in bytes of the canonical text. */
	readonly #starts: readonly number[];

	constructor(canonical: CanonicalText) {
		this.#canonical = canonical;
		this.lines = canonical.text.split('\n').slice(0, -1);
		let start = 0;
		this.#starts = this.lines.map((line) => {
			const before = start;
			start += bytesOf(Array.from(line)) + 1;
			return before;
		});
	}

	/** @param line and column from 0; the line after the last one is the end of the text */
	placeOf(line: number, column: number): CanonPlace {
		const { map } = this.#canonical;
		const start = this.#starts[line] ?? map.canonicalLength;
		const before = Array.from(this.lines[line] ?? '').slice(0, column);
		return { line: line + 1, column: column + 1, byte_offset: map.sourceStart(start + bytesOf(before)) };
	}
}

function bytesOf(characters: readonly string[]): number {
	return characters.reduce((sum, character) => sum + byteLength(character.codePointAt(0) ?? 0), 0);
}
