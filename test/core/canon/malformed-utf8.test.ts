import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../../core/canon/canonicalize.ts';
import { findMalformed } from '../../../core/canon/utf8/find-malformed.ts';
import { MalformedUtf8 } from '../../../core/canon/utf8/malformed-utf8.ts';
import { anyBytes, runs } from './arbitraries.ts';

function refusal(bytes: readonly number[]): unknown {
	try {
		return canonicalText(Uint8Array.from(bytes));
	} catch (error) {
		return error;
	}
}

describe('bytes that are no UTF-8 are refused', () => {
	it.each<[string, number[], string, number]>([
		['a continuation byte alone', [0x61, 0x80], 'stray-continuation', 1],
		['the last continuation byte alone', [0xbf, 0x61], 'stray-continuation', 0],
		['one continuation byte too many', [0xc3, 0xa9, 0xa9], 'stray-continuation', 2],
		['C0, an overlong form of ASCII', [0xc0, 0xaf], 'overlong', 0],
		['C1, another', [0x61, 0xc1, 0xbf], 'overlong', 1],
		['three bytes for U+007F', [0xe0, 0x81, 0xbf], 'overlong', 0],
		['three bytes for U+07FF, the last overlong form', [0xe0, 0x9f, 0xbf], 'overlong', 0],
		['four bytes for U+FFFF, the last overlong form', [0xf0, 0x8f, 0xbf, 0xbf], 'overlong', 0],
		['the first surrogate', [0x61, 0xed, 0xa0, 0x80], 'surrogate', 1],
		['the last surrogate', [0xed, 0xbf, 0xbf], 'surrogate', 0],
		['U+110000', [0xf4, 0x90, 0x80, 0x80], 'beyond-unicode', 0],
		['F5', [0xf5, 0x80, 0x80, 0x80], 'beyond-unicode', 0],
		['F7', [0xf7, 0xbf, 0xbf, 0xbf], 'beyond-unicode', 0],
		['F8, a lead byte of former times', [0xf8, 0x88, 0x80, 0x80, 0x80], 'impossible-byte', 0],
		['FF', [0x61, 0x62, 0xff], 'impossible-byte', 2],
		['two bytes cut off by the end', [0x61, 0xc3], 'truncated', 1],
		['three bytes cut off after one', [0xe2], 'truncated', 0],
		['three bytes cut off after two', [0xe2, 0x80], 'truncated', 0],
		['four bytes cut off after three', [0x0a, 0xf0, 0x9f, 0x98], 'truncated', 1],
		['two bytes broken off', [0xc3, 0x61], 'interrupted', 0],
		['three bytes broken off', [0xe2, 0x80, 0x61], 'interrupted', 0],
		['four bytes broken off by a line end', [0xf0, 0x9f, 0x98, 0x0a], 'interrupted', 0],
		['a lead byte after a lead byte', [0xe2, 0xe2, 0x82, 0xac], 'interrupted', 0],
	])('%s', (_what, bytes, fault, byteOffset) => {
		const error = refusal(bytes);
		expect(error).toBeInstanceOf(MalformedUtf8);
		expect(error).toMatchObject({ name: 'MalformedUtf8', fault, byte_offset: byteOffset });
	});

	it.each<[string, number[], string]>([
		[
			'the place, the bytes and what is wrong',
			[0x61, 0xe2, 0x80, 0x61],
			'not UTF-8: byte 1, E2 80: a sequence that breaks off before its last byte',
		],
		[
			'small bytes with both digits',
			[0xc0, 0x80],
			'not UTF-8: byte 0, C0 80: a code point written with more bytes than it needs',
		],
		[
			'no more bytes than belong to the sequence',
			[0xed, 0xa0, 0x80, 0x80],
			'not UTF-8: byte 0, ED A0 80: half of a UTF-16 surrogate pair',
		],
		['a stray byte', [0x80, 0x80], 'not UTF-8: byte 0, 80: a continuation byte without a lead byte before it'],
		['a byte of no sequence', [0x0a, 0xfe], 'not UTF-8: byte 1, FE: a byte that UTF-8 never uses'],
		['a value too large', [0xf5], 'not UTF-8: byte 0, F5: a value above U+10FFFF'],
		['the end', [0xc3], 'not UTF-8: byte 0, C3: a sequence that the end of the text cuts off'],
		[
			'UTF-16, least byte first',
			[0xff, 0xfe, 0x61, 0x00],
			'not UTF-8: byte 0, FF: a byte that UTF-8 never uses. It begins like UTF-16: save it as UTF-8',
		],
		[
			'UTF-16, greatest byte first',
			[0xfe, 0xff, 0x00, 0x61],
			'not UTF-8: byte 0, FE: a byte that UTF-8 never uses. It begins like UTF-16: save it as UTF-8',
		],
	])('and told of: %s', (_what, bytes, message) => {
		expect(refusal(bytes)).toMatchObject({ message });
	});
});

it.each<[string, number[]]>([
	['U+0000', [0x00]],
	['U+007F and U+0080', [0x7f, 0xc2, 0x80]],
	['U+07FF and U+0800', [0xdf, 0xbf, 0xe0, 0xa0, 0x80]],
	['U+D7FF and U+E000, around the surrogates', [0xed, 0x9f, 0xbf, 0xee, 0x80, 0x80]],
	['U+FFFF and U+10000', [0xef, 0xbf, 0xbf, 0xf0, 0x90, 0x80, 0x80]],
	['U+10FFFF', [0xf4, 0x8f, 0xbf, 0xbf]],
])('takes %s', (_what, bytes) => {
	expect(findMalformed(Uint8Array.from(bytes), 0)).toBeUndefined();
	expect(canonicalText(Uint8Array.from([...bytes, 0x61])).text).toBe(
		`${new TextDecoder().decode(Uint8Array.from(bytes))}a\n`,
	);
});

it('counts from the start of the source, not of the part', () => {
	expect(findMalformed(Uint8Array.of(0x61, 0xff), 100)).toMatchObject({ byte_offset: 101 });
	// Only the very first byte of a source can be taken for UTF-16.
	expect(findMalformed(Uint8Array.of(0xff), 100)?.message).not.toContain('UTF-16');
});

it('refuses what the platform refuses, and says why each time', { timeout: 3_600_000 }, () => {
	const platform = new TextDecoder('utf-8', { fatal: true });
	fc.assert(
		fc.property(anyBytes, (bytes) => {
			let isText = true;
			try {
				platform.decode(bytes);
			} catch {
				isText = false;
			}
			const found = findMalformed(bytes, 0);
			expect(found === undefined).toBe(isText);
			// Everything before the fault is text.
			if (found) platform.decode(bytes.subarray(0, found.byte_offset));
		}),
		{ numRuns: runs },
	);
});
