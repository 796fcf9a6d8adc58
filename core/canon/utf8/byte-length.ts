/** How many bytes of UTF-8 a code point takes. */
export function byteLength(codePoint: number): number {
	if (codePoint < 0x80) return 1;
	if (codePoint < 0x800) return 2;
	return codePoint < 0x10000 ? 3 : 4;
}

/** How many code units of UTF-16 a code point takes, as JavaScript counts. */
export function unitLength(codePoint: number): number {
	return codePoint < 0x10000 ? 1 : 2;
}
