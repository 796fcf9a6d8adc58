/** What can be wrong with bytes that should be UTF-8. */
const faults = {
	'stray-continuation': 'a continuation byte without a lead byte before it',
	'impossible-byte': 'a byte that UTF-8 never uses',
	overlong: 'a code point written with more bytes than it needs',
	surrogate: 'half of a UTF-16 surrogate pair',
	'beyond-unicode': 'a value above U+10FFFF',
	interrupted: 'a sequence that breaks off before its last byte',
	truncated: 'a sequence that the end of the text cuts off',
} as const;

export type Utf8Fault = keyof typeof faults;

/** The text is not UTF-8: what is wrong, and where in the source the sequence begins. */
export class MalformedUtf8 extends Error {
	readonly fault: Utf8Fault;
	/** Offset in the source, in bytes. */
	readonly byte_offset: number;

	/** @param found the bytes at fault */
	constructor(fault: Utf8Fault, byteOffset: number, found: Uint8Array) {
		super(`not UTF-8: byte ${byteOffset}, ${inHex(found)}: ${faults[fault]}${hintOf(byteOffset, found)}`);
		this.name = 'MalformedUtf8';
		this.fault = fault;
		this.byte_offset = byteOffset;
	}
}

/** FF or FE as the first byte of all is a byte order mark of UTF-16, in one order or the other. */
function hintOf(byteOffset: number, [first = 0]: Uint8Array): string {
	return byteOffset === 0 && first >= 0xfe ? '. It begins like UTF-16: save it as UTF-8' : '';
}

function inHex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}
