/** Where each byte of the canonical text comes from. Offsets are in bytes; spans are half-open. */
export class SourceMap {
	readonly sourceLength: number;
	readonly canonicalLength: number;
	/** Four numbers each, in order: start and end in the source, start and end in the canonical text. */
	readonly edits: Uint32Array;

	constructor(sourceLength: number, canonicalLength: number, edits: Uint32Array) {
		this.sourceLength = sourceLength;
		this.canonicalLength = canonicalLength;
		this.edits = edits;
	}

	/**
	 * Where a span of the source begins in the canonical text. `cut` when it begins inside what was replaced as a whole,
	 * and the offset is that of the whole.
	 */
	canonicalStart(source: number): Place {
		const edit = this.#lastBefore(0, source);
		if (source >= this.#at(edit + 1)) return { offset: this.#at(edit + 3) + source - this.#at(edit + 1), cut: false };
		return { offset: this.#at(edit + 2), cut: this.#isReplaced(edit) };
	}

	/** Where a span of the source ends. What is added at the end of the text belongs to every span that reaches there. */
	canonicalEnd(source: number): Place {
		if (source === this.sourceLength) return { offset: this.canonicalLength, cut: false };
		const start = this.canonicalStart(source);
		return start.cut ? { offset: this.#at(this.#lastBefore(0, source) + 3), cut: true } : start;
	}

	/** Where in the source a stretch of the canonical text begins: after what was dropped there. */
	sourceStart(canonical: number): number {
		// One more, so that an edit at this very place is found.
		const edit = this.#lastBefore(2, canonical + 1);
		if (canonical >= this.#at(edit + 3)) return this.#at(edit + 1) + canonical - this.#at(edit + 3);
		return this.#at(edit);
	}

	/** Where it ends: before what was dropped there. No stretch ends inside of what was replaced as a whole. */
	sourceEnd(canonical: number): number {
		const edit = this.#lastBefore(2, canonical);
		return this.#at(edit + 1) + canonical - this.#at(edit + 3);
	}

	/** Index of the last edit whose `field` is less than `offset`; before all of them, one that is nowhere. */
	#lastBefore(field: 0 | 2, offset: number): number {
		let low = 0;
		let high = this.edits.length / 4;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.#at(4 * middle + field) < offset) low = middle + 1;
			else high = middle;
		}
		return 4 * (low - 1);
	}

	#isReplaced(edit: number): boolean {
		return this.#at(edit + 2) < this.#at(edit + 3);
	}

	#at(index: number): number {
		return this.edits[index] ?? 0;
	}
}

export interface Place {
	readonly offset: number;
	readonly cut: boolean;
}
