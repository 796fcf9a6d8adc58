import { SourceMap } from './source-map.ts';
import { byteLength } from './utf8/byte-length.ts';
import { textOfUnits } from './utf8/code-units.ts';

const LF = 0x0a;
/** Fewer code units than this are copied one by one. */
const WORTH_A_CALL = 40;

/**
 * The canonical text as it comes to be, and every place where it is not the source's own. Both grow in arrays of numbers:
 * a string put together of a million pieces keeps the collector busy for longer than all the rest takes.
 */
export class CanonicalWriter {
	#units = new Uint16Array(0);
	#count = 0;
	/** What `#units` hold, in bytes of UTF-8. */
	#length = 0;
	/** @see SourceMap */
	#edits = new Uint32Array(0);
	#edited = 0;

	/** Appends a part of the source as it is: code units from `from` to `to`, which are so many bytes. */
	keep(source: Uint16Array, from: number, to: number, bytes: number): void {
		this.reserve(to - from);
		const units = this.#units;
		let at = this.#count;
		if (to - from > WORTH_A_CALL) units.set(source.subarray(from, to), at);
		else for (let unit = from; unit < to; unit++) units[at++] = source[unit] ?? 0;
		this.#count += to - from;
		this.#length += bytes;
	}

	/** Appends code points in the place of the source's bytes from `start` to `end`. */
	replace(start: number, end: number, codePoints: readonly number[]): void {
		const written = this.#length;
		for (const codePoint of codePoints) this.#append(codePoint);
		this.#edit(start, end, written, this.#length);
	}

	/** Sees to it that exactly one LF stands at the end. */
	finish(sourceLength: number): { text: string; map: SourceMap } {
		let content = this.#count;
		while (content > 0 && this.#units[content - 1] === LF) content--;
		const surplus = this.#count - content - 1;
		if (surplus < 0) this.replace(sourceLength, sourceLength, [LF]);
		if (surplus > 0) this.#takeBack(this.#length - surplus, sourceLength);
		const map = new SourceMap(sourceLength, this.#length, this.#edits.slice(0, this.#edited));
		return { text: textOfUnits(this.#units.subarray(0, content + 1)), map };
	}

	#append(codePoint: number): void {
		this.reserve(2);
		if (codePoint < 0x10000) this.#units[this.#count++] = codePoint;
		else {
			this.#units[this.#count++] = 0xd800 + ((codePoint - 0x10000) >> 10);
			this.#units[this.#count++] = 0xdc00 + (codePoint & 0x3ff);
		}
		this.#length += byteLength(codePoint);
	}

	#edit(start: number, end: number, writtenStart: number, writtenEnd: number): void {
		if (this.#edited + 4 > this.#edits.length) this.#edits = grown(this.#edits, new Uint32Array(2 * this.#edited + 64));
		this.#edits[this.#edited++] = start;
		this.#edits[this.#edited++] = end;
		this.#edits[this.#edited++] = writtenStart;
		this.#edits[this.#edited++] = writtenEnd;
	}

	/** Makes room for so many code units. */
	reserve(more: number): void {
		const needed = this.#count + more;
		if (needed > this.#units.length)
			this.#units = grown(this.#units, new Uint16Array(Math.max(2 * this.#count, needed)));
	}

	/** What was written from `end` on, never 0, is dropped, with all of the source that it came from. */
	#takeBack(end: number, sourceLength: number): void {
		const edits = this.#edits;
		while ((edits[this.#edited - 2] ?? 0) >= end) this.#edited -= 4;
		const kept = (edits[this.#edited - 3] ?? 0) + end - (edits[this.#edited - 1] ?? 0);
		this.#length = end;
		this.#edit(kept, sourceLength, end, end);
	}
}

function grown<Numbers extends Uint16Array | Uint32Array>(numbers: Numbers, room: Numbers): Numbers {
	room.set(numbers);
	return room;
}
