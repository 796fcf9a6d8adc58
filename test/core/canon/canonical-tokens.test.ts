import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Canonical, canonicalize } from '../../../core/canon/canonicalize.ts';
import { anyText, runs } from './arbitraries.ts';

const encoder = new TextEncoder();
const canon = (text: string) => canonicalize(encoder.encode(text));
const textsOf = ({ tokens }: Canonical) =>
	Array.from({ length: tokens.count }, (_, position) => tokens.textOf(position));

describe('the boundary', () => {
	it.each<[string, string, string[]]>([
		['words, spaces, signs and line ends', '# A title\n', ['#', ' ', 'A', ' ', 'title', '\n']],
		['letters, numbers and marks are one word', 'Đ24 q\u0301x Ⅷ½', ['Đ24', ' ', 'q\u0301x', ' ', 'Ⅷ½', '\n']],
		['each sign is a token', '**a**', ['*', '*', 'a', '*', '*', '\n']],
		['a low line is a sign', 'snake_case', ['snake', '_', 'case', '\n']],
		['an apostrophe is a sign, of either form', "don't l’a", ['don', "'", 't', ' ', 'l', '’', 'a', '\n']],
		['a decimal point is a sign', '3.14', ['3', '.', '14', '\n']],
		['a run of blanks is one token', 'a \t\u3000b', ['a', ' \t\u3000', 'b', '\n']],
		['each line end is a token', 'a\n\n\nb', ['a', '\n', '\n', '\n', 'b', '\n']],
		['blanks that begin a line are a token', '\n  a', ['\n', '  ', 'a', '\n']],
		['an ideograph is a word', '日本語x', ['日', '本', '語', 'x', '\n']],
		['so is a kana, small ones and the long mark too', 'スーッぱ', ['ス', 'ー', 'ッ', 'ぱ', '\n']],
		['so is a letter of Thai, with its marks', 'ที่นี่', ['ที่', 'นี่', '\n']],
		['of Khmer, Lao and Myanmar', 'កាລາကာ', ['កា', 'ລ', 'າ', 'ကာ', '\n']],
		['of Balinese', 'ᬓᬓ', ['ᬓ', 'ᬓ', '\n']],
		['an ideograph beyond the BMP is a word', '𠀀𠀁', ['𠀀', '𠀁', '\n']],
		['Korean puts spaces between words', '한국어 말', ['한국어', ' ', '말', '\n']],
		['letters beyond the BMP make a word', '𝐀𝐁c𝐃', ['𝐀𝐁c𝐃', '\n']],
		['a mark belongs to the sign before it', '→\u0338a', ['↛', 'a', '\n']],
		[
			'format controls belong to what stands before them',
			'a\u00adb \u{1f469}\u200d\u{1f680}',
			['a\u00adb', ' ', '\u{1f469}\u200d', '\u{1f680}', '\n'],
		],
		['a variation selector belongs to its sign', '❤\ufe0f!', ['❤\ufe0f', '!', '\n']],
		['a mark beyond the BMP belongs to its letter', 'x\u{1d165}y', ['x\u{1d165}y', '\n']],
		[
			'a mark after a blank is a sign, with the marks after it',
			'a \u0301\u0323b',
			['a', ' ', '\u0323\u0301', 'b', '\n'],
		],
		['so is a mark at the start of a line', 'a\n\u0301b', ['a', '\n', '\u0301', 'b', '\n']],
		['so is a mark at the start of the text', '\u0301', ['\u0301', '\n']],
		['what is not assigned is a sign', 'a\u0378b', ['a', '\u0378', 'b', '\n']],
		['a noncharacter, a control and private use are signs', '\ufdd0\u0001\ue000', ['\ufdd0', '\u0001', '\ue000', '\n']],
		[
			'U+037E is a semicolon by then, U+1FEF a grave, U+212A a K',
			'a\u037eb\u1fef\u212am',
			['a', ';', 'b', '`', 'Km', '\n'],
		],
	])('%s', (_what, source, texts) => {
		expect(textsOf(canon(source))).toEqual(texts);
	});

	it('gives each token its kind', () => {
		expect(Array.from(canon('a1 日\n*\u0301\u0378\n').tokens, ({ kind }) => kind)).toEqual([
			...['word', 'space', 'word', 'line_end', 'sign', 'sign', 'line_end'],
		]);
	});
});

describe('places', () => {
	it('are bytes of the source as it came, and of the canonical text', () => {
		const { tokens } = canon('\uFEFFe\u0301 \u{1f600}  \r\nb');
		expect([...tokens]).toEqual([
			{ kind: 'word', byte_start: 3, byte_end: 6, canonical_start: 0, canonical_end: 2 },
			{ kind: 'space', byte_start: 6, byte_end: 7, canonical_start: 2, canonical_end: 3 },
			{ kind: 'sign', byte_start: 7, byte_end: 11, canonical_start: 3, canonical_end: 7 },
			{ kind: 'line_end', byte_start: 13, byte_end: 15, canonical_start: 7, canonical_end: 8 },
			{ kind: 'word', byte_start: 15, byte_end: 16, canonical_start: 8, canonical_end: 9 },
			{ kind: 'line_end', byte_start: 16, byte_end: 16, canonical_start: 9, canonical_end: 10 },
		]);
	});

	it('are those of the blank alone where NFC replaces it under a mark', () => {
		const { tokens } = canon('\u2000\u2001\u0301a');
		expect(tokens.at(0)).toMatchObject({ kind: 'space', byte_start: 0, byte_end: 6 });
		expect(tokens.at(1)).toMatchObject({ kind: 'sign', byte_start: 6, byte_end: 8 });
	});

	it('cover no more than what changed', () => {
		// The syllable and the mark that moves are separate clusters of what follows the sign.
		const { map, tokens } = canon(';\u1161\u0315\u0300x');
		expect([...map.edits].slice(0, 4)).toEqual([4, 8, 4, 8]);
		expect(tokens.at(0)).toMatchObject({ byte_start: 0, byte_end: 1 });
		expect([...canon('abe\u0301cd\n').map.edits]).toEqual([2, 5, 2, 4]);
	});

	it.each([-1, 2, 0.5, Number.NaN])('are refused for token %d of two', (position) => {
		expect(() => canon('a').tokens.at(position)).toThrow(new RangeError(`token ${position} is not between 0 and 1`));
		expect(() => canon('a').tokens.textOf(position)).toThrow(/^token .* is not between 0 and 1$/);
	});
});

describe('a span of the source', () => {
	const source = '\uFEFFone  two \t\r\nthree';
	//               0     3  6 8  11  13  15   20
	it.each<[string, number, number, readonly [number, number]]>([
		['whole tokens', 3, 6, [0, 1]],
		['the byte order mark as well', 0, 6, [0, 1]],
		['two words and the blanks between them', 3, 11, [0, 3]],
		['blanks between words alone', 6, 8, [1, 2]],
		['a word and the blanks that are dropped after it', 8, 13, [2, 3]],
		['a part of the dropped blanks', 8, 12, [2, 3]],
		['the line end with the dropped blanks before it', 11, 15, [3, 4]],
		['the line end alone', 13, 15, [3, 4]],
		['a line', 3, 15, [0, 4]],
		['to the end, with the LF that was added there', 15, 20, [4, 6]],
		['everything', 0, 20, [0, 6]],
		['nothing, at the end: the LF that was added', 20, 20, [5, 6]],
		['the byte order mark alone: nothing', 0, 3, [0, 0]],
		['dropped blanks alone: nothing, where the line end stands', 11, 13, [3, 3]],
		['some dropped blanks: nothing', 12, 13, [3, 3]],
		['nothing, between two tokens', 6, 6, [1, 1]],
		['nothing, at the start', 0, 0, [0, 0]],
	])('%s', (_what, start, end, [startToken, endToken]) => {
		const { tokens } = canon(source);
		expect(tokens.span(start, end)).toEqual({
			start_token: startToken,
			end_token: endToken,
			cut_start: false,
			cut_end: false,
		});
	});

	it.each<[string, string, number, number, readonly [number, number]]>([
		['one of them, and what stands before', 'a\n\n\n', 1, 3, [1, 2]],
		['one of them alone: nothing', 'a\n\n\n', 2, 3, [2, 2]],
		['all of them, at the end', 'a\n\n\n', 2, 4, [2, 2]],
		['a CR LF that is dropped', 'a\r\n\r\n \r\n', 3, 5, [2, 2]],
		['a blank that is dropped among them', 'a\r\n\r\n \r\n', 5, 6, [2, 2]],
		['the last CR LF that is kept', 'a\r\n\r\n \r\n', 1, 3, [1, 2]],
		['what stands before, behind an edit', 'e\u0301\n\n\n', 0, 5, [0, 2]],
		['the one that is kept, behind an edit', 'e\u0301\n\n\n', 3, 4, [1, 2]],
		['one of them, behind an edit', 'e\u0301\n\n\n', 4, 5, [2, 2]],
		['all but the first of a text of line ends alone', '\n\n\n', 1, 2, [1, 1]],
	])('where line ends are too many: %s', (_what, text, start, end, [startToken, endToken]) => {
		expect(canon(text).tokens.span(start, end)).toEqual({
			start_token: startToken,
			end_token: endToken,
			cut_start: false,
			cut_end: false,
		});
	});

	it.each<[string, string, number, number, unknown]>([
		[
			'in the middle of a word, at its start',
			'one two',
			1,
			3,
			{ start_token: 0, end_token: 1, cut_start: true, cut_end: false },
		],
		['at its end', 'one two', 0, 5, { start_token: 0, end_token: 3, cut_start: false, cut_end: true }],
		['at both, of one word', 'one two', 5, 6, { start_token: 2, end_token: 3, cut_start: true, cut_end: true }],
		['nothing, within a word', 'one', 1, 1, { start_token: 0, end_token: 1, cut_start: true, cut_end: true }],
		['between CR and LF', 'a\r\nb', 0, 2, { start_token: 0, end_token: 2, cut_start: false, cut_end: true }],
		['from between CR and LF', 'a\r\nb', 2, 4, { start_token: 1, end_token: 4, cut_start: true, cut_end: false }],
		[
			'between a letter and its mark',
			'e\u0301x y',
			0,
			1,
			{ start_token: 0, end_token: 1, cut_start: false, cut_end: true },
		],
		[
			'from between them, where one code point is all of the token',
			'e\u0301 y',
			1,
			3,
			{ start_token: 0, end_token: 1, cut_start: true, cut_end: false },
		],
		['to between them, the same', 'e\u0301 y', 0, 2, { start_token: 0, end_token: 1, cut_start: false, cut_end: true }],
		['in the middle of a character', 'aé b', 0, 2, { start_token: 0, end_token: 1, cut_start: false, cut_end: true }],
	])('that cuts a token takes it whole and says so: %s', (_what, text, start, end, span) => {
		expect(canon(text).tokens.span(start, end)).toEqual(span);
	});

	it.each<[number, number, string]>([
		[0, 4, 'byte 4 is not between 0 and 3'],
		[2, 1, 'byte 2 is not between 0 and 1'],
		[-1, 1, 'byte -1 is not between 0 and 1'],
		[0, 1.5, 'byte 1.5 is not between 0 and 3'],
	])('from %d to %d is refused', (start, end, message) => {
		expect(() => canon('abc').tokens.span(start, end)).toThrow(new RangeError(message));
	});
});

describe('back to bytes', () => {
	it.each<[string, number, number, readonly [number, number]]>([
		['a word, without the byte order mark before it', 0, 1, [3, 6]],
		['a word, without the blanks dropped after it', 0, 3, [3, 11]],
		['a line end, without the blanks dropped before it', 3, 4, [13, 15]],
		['the LF that was added', 5, 6, [20, 20]],
		['everything', 0, 6, [3, 20]],
		['nothing', 3, 3, [13, 13]],
		['nothing, at the end', 6, 6, [20, 20]],
	])('%s', (_what, start, end, [byteStart, byteEnd]) => {
		const { tokens } = canon('\uFEFFone  two \t\r\nthree');
		expect(tokens.bytes(start, end)).toEqual({ byte_start: byteStart, byte_end: byteEnd });
	});

	it.each<[number, number, string]>([
		[0, 3, 'token 3 is not between 0 and 2'],
		[2, 1, 'token 2 is not between 0 and 1'],
	])('tokens from %d to %d are refused', (start, end, message) => {
		expect(() => canon('abc').tokens.bytes(start, end)).toThrow(new RangeError(message));
	});
});

describe('for any text', { timeout: 3_600_000 }, () => {
	it('tokens cover the canonical text, and each is what its own bytes of the source become', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const source = encoder.encode(text);
				const { tokens, text: canonical } = canonicalize(source);
				let end = 0;
				let whole = '';
				[...tokens].forEach((token, position) => {
					expect(token.canonical_start).toBe(end);
					end = token.canonical_end;
					const own = tokens.textOf(position);
					whole += own;
					const bytes = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
						source.subarray(token.byte_start, token.byte_end),
					);
					if (token.kind === 'line_end') expect(['\n', '\r', '\r\n', '']).toContain(bytes);
					// The bar keeps marks and blanks at the start of the token from becoming the start of a text.
					else expect(canon(`|${bytes}|`).text).toBe(`|${own}|\n`);
				});
				expect(whole).toBe(canonical);
				expect(end).toBe(encoder.encode(canonical).length);
			}),
			{ numRuns: runs },
		);
	});

	it('tokens to bytes to tokens is the same range; only before an added LF that LF comes with it', () => {
		fc.assert(
			fc.property(anyText, fc.nat(), fc.nat(), (text, one, other) => {
				const { tokens, map } = canon(text);
				const range = [one % tokens.count, other % (tokens.count + 1)].sort((a, b) => a - b) as [number, number];
				const [start, end] = range;
				fc.pre(start < end);
				const bytes = tokens.bytes(start, end);
				const span = tokens.span(bytes.byte_start, bytes.byte_end);
				const last = tokens.at(tokens.count - 1);
				const isBeforeAdded =
					end === tokens.count - 1 && last.byte_start === last.byte_end && bytes.byte_end === map.sourceLength;
				expect(span).toEqual({
					start_token: start,
					end_token: isBeforeAdded ? end + 1 : end,
					cut_start: false,
					cut_end: false,
				});
			}),
			{ numRuns: runs },
		);
	});

	it('bytes to tokens to bytes loses nothing that the rule keeps, and spans side by side share no token they do not cut', () => {
		fc.assert(
			fc.property(anyText, fc.nat(), fc.nat(), fc.nat(), (text, ...offsets) => {
				const source = encoder.encode(text);
				const { tokens } = canonicalize(source);
				const [start, middle, end] = offsets.map((one) => one % (source.length + 1)).sort((a, b) => a - b) as [
					number,
					number,
					number,
				];
				const span = tokens.span(start, end);
				const back = tokens.bytes(span.start_token, span.end_token);
				for (const token of tokens) {
					const isIn = token.byte_start < end && token.byte_end > start;
					// No kept byte of the span is outside of what comes back.
					if (isIn) expect(back.byte_start <= token.byte_start && token.byte_end <= back.byte_end).toBe(true);
				}
				expect(span.cut_start || span.start_token === span.end_token || back.byte_start >= start).toBe(true);
				expect(span.cut_end || span.start_token === span.end_token || back.byte_end <= end).toBe(true);
				const [left, right] = [tokens.span(start, middle), tokens.span(middle, end)];
				if (!left.cut_end && middle < source.length) expect(left.end_token).toBe(right.start_token);
				if (middle < source.length) expect(left.cut_end).toBe(right.cut_start);
			}),
			{ numRuns: runs },
		);
	});
});
