import type { ByteSpan, CanonToken, TokenKind, TokenSpan } from '../../contract/canon.ts';
import type { SourceMap } from './source-map.ts';
import { bytesOfStarts, tokenStarts } from './token-starts.ts';
import { ALONE, classOf, LINE_END, SPACE, WORD } from './unicode/properties.ts';

/** The tokens of a canonical text, each with its place in the source. They are numbered from 0. */
export class CanonicalTokens implements Iterable<CanonToken> {
	readonly #text: string;
	readonly #map: SourceMap;
	/** In code units of the text. */
	readonly #starts: Uint32Array;
	#byteStarts: Uint32Array | undefined;

	constructor(text: string, map: SourceMap) {
		this.#text = text;
		this.#map = map;
		this.#starts = tokenStarts(text);
	}

	/** At least 1: the LF at the end. */
	get count(): number {
		return this.#starts.length - 1;
	}

	/** @throws RangeError when there is no such token */
	at(position: number): CanonToken {
		assertWithin(position, 0, this.count - 1, 'token');
		const start = this.#startOf(position);
		const end = this.#startOf(position + 1);
		return {
			kind: kindOf(this.#text.codePointAt(this.#unitOf(position)) ?? 0),
			byte_start: this.#map.sourceStart(start),
			byte_end: this.#map.sourceEnd(end),
			canonical_start: start,
			canonical_end: end,
		};
	}

	/** @throws RangeError when there is no such token */
	textOf(position: number): string {
		assertWithin(position, 0, this.count - 1, 'token');
		return this.#text.slice(this.#unitOf(position), this.#unitOf(position + 1));
	}

	/**
	 * The tokens of a span of the source: the fewest that hold every byte of it which the rule keeps. An LF that the rule
	 * added belongs to each span that ends where the source ends. A span without a kept byte gives an empty range, which
	 * stands where the span would.
	 * @throws RangeError for offsets outside the source, or in the wrong order
	 */
	span(byteStart: number, byteEnd: number): TokenSpan {
		assertWithin(byteEnd, 0, this.#map.sourceLength, 'byte');
		assertWithin(byteStart, 0, byteEnd, 'byte');
		const start = this.#map.canonicalStart(byteStart);
		const end = this.#map.canonicalEnd(byteEnd);
		const first = this.#tokenAt(start.offset);
		const last = this.#tokenAt(end.offset);
		const isStartInside = this.#startOf(first) < start.offset;
		const isEndInside = this.#startOf(last) < end.offset;
		return {
			start_token: first,
			end_token: isEndInside ? last + 1 : last,
			cut_start: start.cut || isStartInside,
			cut_end: end.cut || isEndInside,
		};
	}

	/**
	 * The bytes of the source that tokens stand for, without what the rule drops around them.
	 * @throws RangeError for positions outside the text, or in the wrong order
	 */
	bytes(startToken: number, endToken: number): ByteSpan {
		assertWithin(endToken, 0, this.count, 'token');
		assertWithin(startToken, 0, endToken, 'token');
		const start = this.#map.sourceStart(this.#startOf(startToken));
		if (startToken === endToken) return { byte_start: start, byte_end: start };
		return { byte_start: start, byte_end: this.#map.sourceEnd(this.#startOf(endToken)) };
	}

	*[Symbol.iterator](): Generator<CanonToken> {
		for (let position = 0; position < this.count; position++) yield this.at(position);
	}

	/** The last token that begins at or before a canonical offset; at the end of the text, the number of tokens. */
	#tokenAt(canonical: number): number {
		let low = 0;
		let high = this.count;
		while (low < high) {
			const middle = (low + high + 1) >>> 1;
			if (this.#startOf(middle) <= canonical) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	/** Counted when first asked for: whoever wants a digest only does not wait for it. */
	#startOf(position: number): number {
		this.#byteStarts ??= bytesOfStarts(this.#text, this.#starts);
		return this.#byteStarts[position] ?? 0;
	}

	#unitOf(position: number): number {
		return this.#starts[position] ?? 0;
	}
}

function kindOf(codePoint: number): TokenKind {
	switch (classOf(codePoint)) {
		case WORD:
		case ALONE:
			return 'word';
		case SPACE:
			return 'space';
		case LINE_END:
			return 'line_end';
		default:
			return 'sign';
	}
}

function assertWithin(value: number, least: number, most: number, what: 'token' | 'byte'): void {
	if (Number.isInteger(value) && value >= least && value <= most) return;
	throw new RangeError(`${what} ${value} is not between ${least} and ${most}`);
}
