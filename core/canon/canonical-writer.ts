import { SourceMap } from './source-map.ts';
import { byteLength } from './utf8/byte-length.ts';
import { textOf } from './utf8/text-of.ts';

/** The canonical text as it comes to be, and every place where it is not the source's own. */
export class CanonicalWriter {
	#text = '';
	/** In bytes. */
	#length = 0;
	/** @see SourceMap */
	readonly #edits: number[] = [];

	/** Appends a part of the source as it is. */
	keep(piece: string, bytes: number): void {
		if (bytes === 0) return;
		this.#text += piece;
		this.#length += bytes;
	}

	/** Appends code points in the place of the source's bytes from `start` to `end`. */
	replace(start: number, end: number, codePoints: readonly number[]): void {
		const written = this.#length;
		for (const codePoint of codePoints) this.#length += byteLength(codePoint);
		this.#text += textOf(codePoints);
		this.#edits.push(start, end, written, this.#length);
	}

	/** Sees to it that exactly one LF stands at the end. */
	finish(sourceLength: number): { text: string; map: SourceMap } {
		const text = this.#text;
		let content = text.length;
		while (content > 0 && text[content - 1] === '\n') content--;
		const surplus = text.length - content - 1;
		if (surplus < 0) this.#edits.push(sourceLength, sourceLength, this.#length, this.#length + 1);
		if (surplus > 0) this.#takeBack(this.#length - surplus, sourceLength);
		const map = new SourceMap(sourceLength, this.#length - surplus, this.#edits);
		return { text: surplus < 0 ? `${text}\n` : text.slice(0, content + 1), map };
	}

	/** What was written from `end` on is dropped, with all of the source that it came from. */
	#takeBack(end: number, sourceLength: number): void {
		const edits = this.#edits;
		while ((edits.at(-2) ?? -1) >= end) edits.length -= 4;
		const kept = (edits.at(-3) ?? 0) + end - (edits.at(-1) ?? 0);
		edits.push(kept, sourceLength, end, end);
	}
}
