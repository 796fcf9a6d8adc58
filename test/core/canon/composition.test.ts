import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../../core/canon/canonicalize.ts';
import { composeSyllable, decomposeSyllable } from '../../../core/canon/nfc/hangul.ts';

const canon = (text: string) => canonicalText(new TextEncoder().encode(text)).text.slice(0, -1);
const parts = (text: string) => Array.from(text, (character) => character.codePointAt(0));

// Assigned since long: here the runtime's Unicode and the pinned one agree.
describe('composition', () => {
	it.each<[string, string]>([
		['a letter and a mark', 'e\u0301'],
		['a letter and two marks that both compose', 'e\u0302\u0301'],
		['marks in the wrong order', 'e\u0301\u0323'],
		['marks in the wrong order, of which none composes', 'q\u0301\u0323'],
		['equal marks, whose order is text', 'q\u0301\u0300\u0323'],
		['three marks in reverse order', 'q\u0345\u0301\u0323'],
		['a mark that a mark of its class blocks', 'q\u0300e\u0305\u0301'],
		['a mark that stands behind one of a lower class', 'e\u0323\u0301'],
		['a mark that stands behind one which does not compose', 'e\u0328\u0301'],
		['a composed letter that takes another mark', 'ê\u0301'],
		['a composed letter whose mark has to give way', 'é\u0323'],
		['a composed letter that is taken apart and put together anew', 'ế\u0323'],
		['a letter that a mark beyond the BMP follows', 'e\u{1d165}\u0301'],
		['marks beyond the BMP in the wrong order', 'e\u{1d165}\u0301\u{1d16d}\u0323'],
		['a pair of letters that compose', '\u09c7\u09be'],
		['a pair that a third one follows', '\u0cc6\u0cc2\u0cd5'],
		['a pair beyond the BMP', '\u{11099}\u{110ba}'],
		['a pair beyond the BMP, after a letter', 'a\u{11099}\u{110ba}b'],
		['a pair that a mark stands between', '\u09c7\u0323\u09be'],
		['two marks in one code point', 'e\u0344'],
		['a mark that stands for two others', 'a\u0f73\u0f72'],
		['what is taken apart and never put together', '\u0958'],
		['what never is, and the same in parts', '\u0958\u0915\u093c'],
		['a sign with a stroke', '=\u0338'],
		['a sign that is taken apart and takes a mark', '\u2260\u0338\u0323'],
		['what another code point stands for', '\u212b\u2126\u212a'],
		['a mark alone, then one that comes before it', '\u0301\u0323'],
		['a mark at the start that is replaced', '\u0340a'],
		['letters without marks between those that have some', 'xe\u0301ye\u0301z'],
		['kana and its mark', '\u304b\u3099\u304d'],
		['a consonant and a vowel', '\u1100\u1161'],
		['a consonant, a vowel and a tail', '\u1100\u1161\u11a8'],
		['a syllable and a tail', '\uac00\u11a8'],
		['a syllable that has a tail and another tail', '\uac01\u11a8'],
		['a syllable and what is no tail: one before the first', '\uac00\u11a7'],
		['a syllable and what is no tail: one after the last', '\uac00\u11c3'],
		['a consonant after the last one', '\u1113\u1161'],
		['a vowel after the last one', '\u1100\u1176'],
		['a syllable with a mark, and a tail that it keeps away', '\uac00\u0323\u11a8'],
		['the last syllable', '\u1112\u1175\u11c2'],
		['what stands before the first syllable, and a tail', '\uabff\u11a8'],
		['what stands after the last syllable, and a tail', '\ud7a4\u11a8'],
	])('of %s', (_what, text) => {
		const composed = text.normalize('NFC');
		expect(canon(text)).toBe(composed);
		expect(canon(text.normalize('NFD'))).toBe(composed);
	});
});

describe('a syllable', () => {
	const syllables = Array.from({ length: 0xd7a4 - 0xac00 }, (_, index) => 0xac00 + index);

	it('is taken apart, each of them', () => {
		const apart = syllables.map(decomposeSyllable);
		expect(apart).toEqual(syllables.map((syllable) => parts(String.fromCodePoint(syllable).normalize('NFD'))));
	});

	it('is put together again, each of them', () => {
		const together = syllables.map((syllable) => {
			const [lead = 0, vowel = 0, tail] = decomposeSyllable(syllable) ?? [];
			const open = composeSyllable(lead, vowel);
			return tail === undefined ? open : composeSyllable(open ?? 0, tail);
		});
		expect(together).toEqual(syllables);
	});

	it.each([0x1100, 0xabff, 0xd7a4, 0x20ac00])('is not what lies before the first and after the last: %i', (other) => {
		expect(decomposeSyllable(other)).toBeUndefined();
		expect(composeSyllable(other, 0x11a8)).toBeUndefined();
	});

	it.each([
		[0x10ff, 0x1161],
		[0x1113, 0x1161],
		[0x1100, 0x1160],
		[0x1100, 0x1176],
		[0xac00, 0x11a7],
		[0xac00, 0x11c3],
		[0xac01, 0x11a8],
	])('is not made of %i and %i', (first, second) => {
		expect(composeSyllable(first, second)).toBeUndefined();
	});
});
