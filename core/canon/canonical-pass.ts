import type { ReservedCodePoint } from '../../contract/canon.ts';
import { CanonicalWriter } from './canonical-writer.ts';
import { joinsAt, readCluster } from './nfc/read-cluster.ts';
import type { SourceMap } from './source-map.ts';
import { endOfSpaces, isLineEnd, isSpaceBefore } from './spaces.ts';
import { CHANGES, CLASS, classOf, JOINS, LINE_END, propertyOf, RESERVED, SPACE } from './unicode/properties.ts';
import { byteLength, unitLength } from './utf8/byte-length.ts';
import { codePointAt, codeUnits } from './utf8/code-units.ts';
import { decodeUtf8 } from './utf8/decode-utf8.ts';

const LF = 0x0a;
const CR = 0x0d;
const MARK = 0xfeff;

/** All that the rule changes in ASCII: a CR, and white space before an LF. */
const asciiEvent = /\r|[\t\v\f ]\n/g;

/** By code unit: its bytes in UTF-8, or 0 where the pass has to look closer. */
const plainBytes = new Uint8Array(0x10000).map((_, unit) => (isPlain(unit) ? byteLength(unit) : 0));

/**
 * One pass from source to canonical text. It reads code units, not bytes: decoding is what the runtime does fastest.
 * Nothing in the rule reaches over a line end, so it goes by whole lines.
 */
export class CanonicalPass {
	readonly reserved: ReservedCodePoint[] = [];
	readonly #writer = new CanonicalWriter();
	#text = '';
	#units: Uint16Array = new Uint16Array(0);
	/** Place in the text, in code units, and in the source, in bytes. */
	#at = 0;
	#byte = 0;
	/** The same of what is to be kept as it is and not yet written. */
	#from = 0;
	#fromByte = 0;
	/** White space up to here is known to stand inside a line. */
	#innerEnd = 0;

	/**
	 * Takes the next part of the source: whole lines, or the rest of it.
	 * @throws MalformedUtf8
	 */
	take(block: Uint8Array): void {
		const isStart = this.#byte === 0;
		this.#text = decodeUtf8(block, this.#byte);
		this.#units = codeUnits(this.#text);
		this.#at = 0;
		this.#from = 0;
		this.#innerEnd = 0;
		if (isStart) this.#dropMarks();
		const { length } = this.#units;
		this.#writer.reserve(length + 1);
		// As many code units as bytes: NFC has nothing to do, and a regular expression finds faster what the rest has.
		const isAscii = length === block.length;
		while (this.#at < length) {
			if (isAscii) this.#skipAscii();
			else this.#skipPlain();
			if (this.#at < length) this.#takeUnusual();
		}
		this.#trim();
		this.#keep();
	}

	/** The source is at its end. */
	finish(): { text: string; map: SourceMap } {
		return this.#writer.finish(this.#byte);
	}

	/** Byte order marks at the very start of the source, however many. */
	#dropMarks(): void {
		while (this.#units[this.#at] === MARK) this.#advance(1, 3);
		if (this.#at > 0) this.#replace([]);
	}

	#skipAscii(): void {
		asciiEvent.lastIndex = this.#at;
		const found = asciiEvent.exec(this.#text);
		// The CR or LF that ends what was found.
		const end = found === null ? this.#text.length : found.index + found[0].length - 1;
		this.#advance(end - this.#at, end - this.#at);
	}

	/** The inner loop. */
	#skipPlain(): void {
		const units = this.#units;
		let at = this.#at;
		let byte = this.#byte;
		while (at < units.length) {
			const unit = units[at] ?? 0;
			const bytes = plainBytes[unit] ?? 0;
			if (bytes > 0) byte += bytes;
			else if (unit === LF && !isSpaceBefore(units, at)) byte++;
			else break;
			at++;
		}
		this.#at = at;
		this.#byte = byte;
	}

	#takeUnusual(): void {
		const codePoint = codePointAt(this.#units, this.#at);
		const property = propertyOf(codePoint);
		if (codePoint === LF) this.#takeLf();
		else if (codePoint === CR) this.#takeCr();
		else if ((property & CLASS) === SPACE) this.#takeSpace();
		else if (property & JOINS) this.#takeJoining();
		else if (property & CHANGES) this.#takeClusters();
		else {
			if (property === RESERVED) this.reserved.push({ code_point: codePoint, byte_offset: this.#byte });
			this.#advance(unitLength(codePoint), byteLength(codePoint));
		}
	}

	#takeLf(): void {
		this.#trim();
		this.#advance(1, 1);
	}

	#takeCr(): void {
		this.#trim();
		this.#keep();
		const units = this.#units[this.#at + 1] === LF ? 2 : 1;
		this.#advance(units, units);
		this.#replace([LF]);
	}

	/**
	 * A space that NFC replaces: U+2000, U+2001. At the end of a line it must not be written: it is trimmed with those
	 * around it. It is taken without the marks after it, which to the tokens are not part of it.
	 */
	#takeSpace(): void {
		if (this.#at >= this.#innerEnd) {
			const end = endOfSpaces(this.#units, this.#at);
			if (isLineEnd(this.#units, end)) {
				this.#advanceTo(end);
				return;
			}
			this.#innerEnd = end;
		}
		const end = this.#at + 1;
		this.#takeCluster(end, readCluster(this.#units.subarray(this.#at, end), 0).normalized);
	}

	/** What may join belongs to a cluster that began one code point before, unless something was replaced there. */
	#takeJoining(): void {
		if (this.#at > this.#from) {
			const isPair = ((this.#units[this.#at - 1] ?? 0) & 0xfc00) === 0xdc00;
			const units = isPair ? 2 : 1;
			this.#advance(-units, -byteLength(codePointAt(this.#units, this.#at - units)));
		}
		this.#takeClusters();
	}

	/** Clusters from here on, as long as the next one begins with what could have joined. */
	#takeClusters(): void {
		do {
			const { end, normalized } = readCluster(this.#units, this.#at);
			this.#takeCluster(end, normalized);
		} while (joinsAt(this.#units, this.#at));
	}

	/** Keeps what NFC leaves alone at the front, so that an edit covers no more than what changes. */
	#takeCluster(end: number, normalized: readonly number[]): void {
		let same = 0;
		while (this.#at < end && codePointAt(this.#units, this.#at) === normalized[same]) {
			const codePoint = normalized[same++] ?? 0;
			this.#advance(unitLength(codePoint), byteLength(codePoint));
		}
		if (this.#at === end) return;
		this.#keep();
		this.#advanceTo(end);
		this.#replace(same === 0 ? normalized : normalized.slice(same));
	}

	/** Drops the white space before this place. */
	#trim(): void {
		const byte = this.#byte;
		let start = this.#at;
		let startByte = byte;
		while (start > this.#from && isSpaceBefore(this.#units, start)) {
			startByte -= byteLength(this.#units[--start] ?? 0);
		}
		if (start === this.#at) return;
		this.#writer.keep(this.#units, this.#from, start, startByte - this.#fromByte);
		this.#fromByte = startByte;
		this.#replace([]);
	}

	/** Writes what is kept up to this place. */
	#keep(): void {
		this.#writer.keep(this.#units, this.#from, this.#at, this.#byte - this.#fromByte);
		this.#from = this.#at;
		this.#fromByte = this.#byte;
	}

	/** Writes code points for what lies between the last thing written and this place. */
	#replace(codePoints: readonly number[]): void {
		this.#writer.replace(this.#fromByte, this.#byte, codePoints);
		this.#from = this.#at;
		this.#fromByte = this.#byte;
	}

	#advance(units: number, bytes: number): void {
		this.#at += units;
		this.#byte += bytes;
	}

	#advanceTo(end: number): void {
		while (this.#at < end) {
			const codePoint = codePointAt(this.#units, this.#at);
			this.#advance(unitLength(codePoint), byteLength(codePoint));
		}
	}
}

function isPlain(unit: number): boolean {
	const isSurrogate = (unit & 0xf800) === 0xd800;
	return propertyOf(unit) < RESERVED && classOf(unit) !== LINE_END && !isSurrogate;
}
