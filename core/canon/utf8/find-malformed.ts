import { MalformedUtf8, type Utf8Fault } from './malformed-utf8.ts';

/**
 * The first place at which bytes are no UTF-8 (RFC 3629), for the words of a refusal.
 * @param base offset of `bytes` in the source
 */
export function findMalformed(bytes: Uint8Array, base: number): MalformedUtf8 | undefined {
	for (let at = 0; at < bytes.length; ) {
		const length = sequenceLength(bytes, at);
		const fault = faultOf(bytes, at, length);
		if (fault !== undefined) return new MalformedUtf8(fault, base + at, bytes.subarray(at, at + length));
		at += length;
	}
	return undefined;
}

/** Of a lead byte and the continuation bytes that are there for it. */
function sequenceLength(bytes: Uint8Array, at: number): number {
	const wanted = wantedLength(bytes[at] ?? 0);
	let length = 1;
	while (length < wanted && isContinuation(bytes[at + length])) length++;
	return length;
}

/** As many bytes as a lead byte announces. */
function wantedLength(lead: number): number {
	if (lead < 0xc0) return 1;
	if (lead < 0xe0) return 2;
	return lead < 0xf0 ? 3 : 4;
}

function faultOf(bytes: Uint8Array, at: number, length: number): Utf8Fault | undefined {
	const lead = bytes[at] ?? 0;
	const second = length > 1 ? (bytes[at + 1] ?? 0) : undefined;
	if (lead < 0x80) return undefined;
	if (lead < 0xc0) return 'stray-continuation';
	if (lead < 0xc2) return 'overlong';
	if (lead > 0xf7) return 'impossible-byte';
	if (lead > 0xf4) return 'beyond-unicode';
	if (second !== undefined) {
		if ((lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90)) return 'overlong';
		if (lead === 0xed && second >= 0xa0) return 'surrogate';
		if (lead === 0xf4 && second >= 0x90) return 'beyond-unicode';
	}
	if (length === wantedLength(lead)) return undefined;
	return at + length === bytes.length ? 'truncated' : 'interrupted';
}

function isContinuation(byte = 0): boolean {
	return (byte & 0xc0) === 0x80;
}
