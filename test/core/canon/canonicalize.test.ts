import { describe, expect, it } from 'vitest';
import { canonicalize, canonicalText } from '../../../core/canon/canonicalize.ts';
import { canonRule, canonUnicode } from '../../../core/canon/rule.ts';
import { sha256 } from '../../../core/digest/sha256.ts';
import { spaces } from './reference.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const canon = (text: string) => canonicalText(bytesOf(text)).text;
const hex = (codePoint: number) => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;

describe('the rule', () => {
	it.each<[string, string, string]>([
		['leaves a canonical text alone', '# A\n\nb  c\n', '# A\n\nb  c\n'],
		['drops a byte order mark', '\uFEFFa\n', 'a\n'],
		['drops two of them, or it would have to be applied twice', '\uFEFF\uFEFFa\n', 'a\n'],
		['keeps U+FEFF behind any other character', 'a\uFEFF\n', 'a\uFEFF\n'],
		['keeps U+FEFF behind a blank line, which is not the start', '\n\uFEFFa\n', '\n\uFEFFa\n'],
		['keeps U+FEFF behind a blank', ' \uFEFFa\n', ' \uFEFFa\n'],
		['makes LF of CR LF', 'a\r\nb\r\n', 'a\nb\n'],
		['makes LF of CR', 'a\rb\r', 'a\nb\n'],
		['takes CR CR LF for two line ends', 'a\r\r\nb\n', 'a\n\nb\n'],
		['takes LF CR for two line ends', 'a\n\rb\n', 'a\n\nb\n'],
		['trims blanks at the end of each line', 'a \t\nb  \n', 'a\nb\n'],
		['trims blanks before CR LF and before CR', 'a \r\nb\t\rc\n', 'a\nb\nc\n'],
		['trims blanks at the end of the text', 'a  ', 'a\n'],
		['empties a line of blanks', 'a\n \t \nb\n', 'a\n\nb\n'],
		['keeps blanks at the start of a line and within it', '  a\t b\n', '  a\t b\n'],
		['keeps blank lines at the start', '\n\na\n', '\n\na\n'],
		['keeps blank lines within the text', 'a\n\n\nb\n', 'a\n\n\nb\n'],
		['adds the missing LF at the end', 'a', 'a\n'],
		['leaves one LF at the end of many', 'a\n\n\n', 'a\n'],
		['leaves one LF at the end of blank lines', 'a\r\n \r\n\t\r\n', 'a\n'],
		['composes', 'Vie\u0323\u0302t', 'Việt\n'],
		['puts marks in order', 'a\u0301\u0323', 'ạ\u0301\n'],
		['composes a syllable from its letters', '\u1112\u1161\u11ab', '한\n'],
		['decomposes what composition never makes', '\u0958', '\u0915\u093c\n'],
		['makes ASCII of three code points', '\u037e\u1fef\u212a', ';`K\n'],
		['does not touch what is only compatible', 'ﬁ ① ｱ', 'ﬁ ① ｱ\n'],
		['composes over no line end', 'a\n\u0301', 'a\n\u0301\n'],
		['composes over no blank', 'a \u0301', 'a \u0301\n'],
		['does not trim a blank with a mark on it', 'a \u0301\nb', 'a \u0301\nb\n'],
		['trims a blank that NFC would replace', 'a\u2000\u2001 \nb\u2001', 'a\nb\n'],
		['replaces such a blank within a line', 'a\u2000\u2001 b\u2001c\n', 'a\u2002\u2003 b\u2003c\n'],
		['replaces such a blank before a mark', '\u2000\u0301\n', '\u2002\u0301\n'],
		['keeps NUL', 'a\u0000\n', 'a\u0000\n'],
	])('%s', (_what, source, text) => {
		expect(canon(source)).toBe(text);
		expect(canon(text)).toBe(text);
	});

	it.each(spaces.map((one) => [hex(one), String.fromCodePoint(one)]))(
		'trims %s, which is White_Space',
		(_name, space) => {
			expect(canon(`a${space}\nb${space}${space}`)).toBe('a\nb\n');
		},
	);

	it.each<[string, string]>([
		['U+FEFF, which String.prototype.trimEnd would take', '\uFEFF'],
		['U+200B ZERO WIDTH SPACE', '\u200b'],
		['U+180E, which once was white space', '\u180e'],
		['U+2060 WORD JOINER', '\u2060'],
		['U+001F, a separator to others', '\u001f'],
	])('does not trim %s', (_name, character) => {
		expect(canon(`a${character}\n`)).toBe(`a${character}\n`);
	});
});

describe('the empty text', () => {
	it.each<[string, string]>([
		['nothing', ''],
		['one LF', '\n'],
		['many line ends', '\r\n\n\r'],
		['blanks', ' \t\u3000'],
		['blanks and line ends', ' \n\t\r\n '],
		['a byte order mark', '\uFEFF'],
		['a byte order mark and blanks', '\uFEFF\uFEFF \n'],
	])('is a single LF, also when it was %s', (_what, source) => {
		const { text, tokens } = canonicalize(bytesOf(source));
		expect(text).toBe('\n');
		expect(Array.from(tokens, ({ kind }) => kind)).toEqual(['line_end']);
	});
});

describe('the result', () => {
	it('names the rule and the version of Unicode', () => {
		expect(canonicalText(bytesOf('a'))).toMatchObject({ rule: 'canon-md-v0.1.0', unicode: '16.0.0' });
		expect([canonRule, canonUnicode]).toEqual(['canon-md-v0.1.0', '16.0.0']);
	});

	it('digests the UTF-8 of the text', () => {
		expect(canonicalText(bytesOf('Điều 1\r\n')).digest).toBe(sha256(bytesOf('Điều 1\n')));
		expect(canonicalText(bytesOf('')).digest).toBe('01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b');
	});

	it('records code points that the pinned version does not assign, with their place in the source', () => {
		// U+0378 has no meaning; U+1ADD got one in Unicode 17; U+1F8D0 lies beyond the BMP.
		const source = '\uFEFFé\u0378\r\na\u1add\u0323\u{1f8d0}';
		expect(canonicalText(bytesOf(source))).toMatchObject({
			text: 'é\u0378\na\u1add\u0323\u{1f8d0}\n',
			reserved: [
				{ code_point: 0x378, byte_offset: 5 },
				{ code_point: 0x1add, byte_offset: 10 },
				{ code_point: 0x1f8d0, byte_offset: 15 },
			],
		});
	});

	it.each<[string, string]>([
		['noncharacters, which no version will ever assign', '\ufdd0\uffff\u{10ffff}'],
		['private use', '\ue000\u{f0000}'],
		['what Unicode 16 assigns', '\u1ace\u{16d63}\u{10d40}'],
	])('records none of %s', (_what, source) => {
		expect(canonicalText(bytesOf(source)).reserved).toEqual([]);
	});

	it('is the same for a view into a larger buffer', () => {
		const whole = bytesOf('xxé\r\nxx');
		expect(canonicalize(whole.subarray(2, 6)).text).toBe('é\n');
	});
});

it('takes two hundred thousand marks on one letter in order, each class apart', { timeout: 60_000 }, () => {
	const marks = '\u0301\u0323'.repeat(100_000);
	const { text } = canonicalText(bytesOf(`q${marks}`));
	expect(text).toBe(`q${'\u0323'.repeat(100_000)}${'\u0301'.repeat(100_000)}\n`);
});

it.each([0xffff, 0x10000, 0x10001, 0x20001])('takes a text of %i characters like its lines one by one', (length) => {
	const line = 'Đie\u0302\u0300u 1 \u{1d400}  \r\n';
	const source = line
		.repeat(Math.ceil(length / line.length))
		.slice(0, length - 1)
		.concat('x');
	const lines = source.split('\r\n').map((one) => canonicalize(bytesOf(one)));
	const whole = canonicalize(bytesOf(source));
	expect(whole.text).toBe(lines.map(({ text }) => text).join(''));
	expect(whole.tokens.count).toBe(lines.reduce((sum, { tokens }) => sum + tokens.count, 0));
});
