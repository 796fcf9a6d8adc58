import { describe, expect, it } from 'vitest';
import { byteLength, unitLength } from '../../../core/canon/utf8/byte-length.ts';

describe('the length of a code point', () => {
	it.each([0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff])(
		'%i is that of the runtime, in UTF-8 and in code units',
		(codePoint) => {
			const text = String.fromCodePoint(codePoint);
			expect([byteLength(codePoint), unitLength(codePoint)]).toEqual([Buffer.byteLength(text), text.length]);
		},
	);
});
