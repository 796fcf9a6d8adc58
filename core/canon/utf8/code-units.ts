/** Buffers hold UTF-16 with the least byte first, whatever the machine does. */
const isSwapped = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

/** For most texts; making memory of their own would take longer than the copy. */
const shared = Buffer.allocUnsafeSlow(0x20000);

/**
 * A text's code units as numbers: loops read an array faster than a string, by more than the copy costs. They are to be
 * read at once: the next call may write over them.
 */
export function codeUnits(text: string): Uint16Array {
	const size = 2 * text.length;
	const bytes = size <= shared.length ? shared.subarray(0, size) : Buffer.allocUnsafeSlow(size);
	bytes.write(text, 'utf16le');
	if (isSwapped) bytes.swap16();
	return new Uint16Array(bytes.buffer, bytes.byteOffset, text.length);
}

/** The text of code units, which are used up. */
export function textOfUnits(units: Uint16Array): string {
	const bytes = Buffer.from(units.buffer, units.byteOffset, units.byteLength);
	if (isSwapped) bytes.swap16();
	return bytes.toString('utf16le');
}

/** The code point that begins at a place; NUL at the end of the text. There are no halves of pairs: it was UTF-8. */
export function codePointAt(units: Uint16Array, at: number): number {
	const unit = units[at] ?? 0;
	if ((unit & 0xfc00) !== 0xd800) return unit;
	return 0x10000 + ((unit & 0x3ff) << 10) + ((units[at + 1] ?? 0) & 0x3ff);
}
