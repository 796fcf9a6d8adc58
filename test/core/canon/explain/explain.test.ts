import { describe, expect, it } from 'vitest';
import { canonExplanation } from '../../../../contract/canon.ts';
import { explain } from '../../../../core/canon/explain/explain.ts';
import { sha256 } from '../../../../core/digest/sha256.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Every answer fits the contract. */
function tell(first: string | Uint8Array, second: string | Uint8Array) {
	const [one, other] = [first, second].map((text) => (typeof text === 'string' ? bytesOf(text) : text));
	return canonExplanation.parse(explain(one ?? new Uint8Array(), other ?? new Uint8Array()));
}

/** The sentences after the verdict. */
const details = (first: string, second: string) => tell(first, second).sentences.slice(1);

describe('the verdict', () => {
	it('says of equal bytes that they are equal', () => {
		expect(tell('a\n', 'a\n')).toMatchObject({
			verdict: 'identical',
			sentences: ['The two texts are the same, byte for byte.'],
			exchanges: [],
			changes: [],
		});
	});

	it('says what makes no difference under the rule', () => {
		expect(tell('a\r\n', 'a\n')).toMatchObject({
			verdict: 'equal_under_rule',
			sentences: [
				`The two texts differ as bytes and are equal under canon-md-v0.1.0: sha256 ${sha256('a\n')}.`,
				'Line ends: 1 CR LF in the first, 1 LF in the second.',
			],
			exchange_count: 0,
			change_count: 0,
		});
	});

	it('says what makes one', () => {
		expect(tell('a\n', 'b\n')).toMatchObject({ verdict: 'different', rule: 'canon-md-v0.1.0', unicode: '16.0.0' });
		expect(tell('a\n', 'b\n').sentences[0]).toBe(
			`The two texts differ under canon-md-v0.1.0: sha256 ${sha256('a\n')} and ${sha256('b\n')}.`,
		);
	});

	it('says that a text is none', () => {
		expect(tell(Uint8Array.of(0x61, 0xff), 'a')).toEqual({
			verdict: 'unreadable',
			rule: 'canon-md-v0.1.0',
			unicode: '16.0.0',
			sentences: ['The first text is not UTF-8: byte 1, FF: a byte that UTF-8 never uses.'],
			first: null,
			second: expect.objectContaining({ bytes: 1 }),
			malformed: {
				first: {
					fault: 'impossible-byte',
					byte_offset: 1,
					message: 'not UTF-8: byte 1, FF: a byte that UTF-8 never uses',
				},
				second: null,
			},
			exchanges: [],
			exchange_count: 0,
			families: [],
			changes: [],
			change_count: 0,
		});
		expect(tell('a', Uint8Array.of(0xc3)).sentences).toEqual([
			'The second text is not UTF-8: byte 0, C3: a sequence that the end of the text cuts off.',
		]);
		expect(tell(Uint8Array.of(0xff), Uint8Array.of(0xff))).toMatchObject({
			verdict: 'unreadable',
			first: null,
			second: null,
		});
	});
});

describe('what the rule takes away', () => {
	it.each<[string, string, string, string[]]>([
		['a byte order mark', '\uFEFFa\n', 'a\n', ['Byte order mark: 1 mark in the first, none in the second.']],
		['two of them', 'a\n', '\uFEFF\uFEFFa\n', ['Byte order mark: none in the first, 2 marks in the second.']],
		['line ends of another kind', 'a\rb\r', 'a\nb\n', ['Line ends: 2 CR in the first, 2 LF in the second.']],
		[
			'line ends of several kinds',
			'a\r\nb\nc\r\n',
			'a\nb\nc\n',
			['Line ends: 1 LF and 2 CR LF in the first, 3 LF in the second.'],
		],
		['a missing line end', 'a\nb', 'a\nb\n', ['Line end at the end of the text: none in the first, 1 in the second.']],
		[
			'line ends too many',
			'a\n',
			'a\n\n \n',
			[
				'Line end at the end of the text: 1 in the first, 3 in the second.',
				'White space at the end of lines: none in the first, on 1 line in the second.',
			],
		],
		[
			'blanks at the end of lines',
			'a\t\nb\u00a0\n',
			'a\nb\n',
			['White space at the end of lines: on 2 lines in the first, none in the second.'],
		],
		[
			'a decomposed text',
			'tie\u0302\u0301ng Vie\u0323\u0302t\n',
			'tiếng Việt\n',
			['Normalization form: decomposed (2 places not in NFC) in the first, NFC in the second.'],
		],
		[
			'a text of both forms',
			'é\n',
			'é\n'.normalize('NFD'),
			['Normalization form: NFC in the first, decomposed (1 place not in NFC) in the second.'],
		],
		[
			'a mixture of syllables and letters',
			'말é\n',
			'말e\u0301\n',
			[
				'Normalization form: NFC in the first, neither composed nor decomposed throughout (1 place not in NFC) in the second.',
			],
		],
		[
			'a mixture of forms',
			'éé\n',
			'ée\u0301\n',
			[
				'Normalization form: NFC in the first, neither composed nor decomposed throughout (1 place not in NFC) in the second.',
			],
		],
	])('%s', (_what, first, second, sentences) => {
		expect(details(first, second)).toEqual(sentences);
		expect(tell(first, second).verdict).toBe('equal_under_rule');
	});

	it.each<[string, string, string, number]>([
		['in one', 'a  \nb\n', 'a\nb\n', 1],
		['in both', 'a  \nb   \nc\n', 'a  \r\nb\r\nc\r\n', 3],
	])('hard breaks of Markdown %s, which are lost', (_where, first, second, count) => {
		const told = tell(first, second);
		expect((told.first?.hard_breaks ?? 0) + (told.second?.hard_breaks ?? 0)).toBe(count);
		expect(told.sentences.at(-1)).toBe(
			`Markdown hard breaks made of two spaces are not preserved by the rule: ${told.first?.hard_breaks} in the first, ${told.second?.hard_breaks} in the second.`,
		);
	});

	it.each<[string, string]>([
		['one blank', 'a \nb\n'],
		['a tab', 'a\t\t\nb\n'],
		['two blanks at the end of a paragraph', 'a  \n\nb\n'],
		['two blanks before a line of blanks', 'a  \n \nb\n'],
		['two blanks at the end of the text', 'a  '],
		['a line of blanks', 'a\n   \nb\n'],
	])('but %s is no hard break', (_what, text) => {
		expect(tell(text, 'a\n').first?.hard_breaks).toBe(0);
	});

	it('counts all of it for either text', () => {
		expect(tell('\uFEFFe\u0301  \r\nx\u0378\r\n\n', '\n').first).toEqual({
			bytes: 16,
			source_digest: sha256('\uFEFFe\u0301  \r\nx\u0378\r\n\n'),
			canonical_digest: sha256('é\nx\u0378\n'),
			byte_order_marks: 1,
			line_ends: { lf: 1, crlf: 2, cr: 0 },
			final_line_ends: 2,
			trailing_blanks: 1,
			hard_breaks: 1,
			not_nfc: 1,
			form: 'decomposed',
			reserved: 1,
		});
		expect(tell('', '\n\n').first).toMatchObject({ bytes: 0, final_line_ends: 0, form: 'nfc' });
		expect(tell('', '\n\n').second).toMatchObject({ bytes: 2, final_line_ends: 2 });
	});

	it('warns of code points that are not assigned', () => {
		expect(details('a\u0378\n', 'a\u0378\r\n').at(-1)).toBe(
			'Code points that Unicode 16.0.0 does not assign were kept as they are: 1 in the first, 1 in the second.',
		);
	});
});

describe('code points exchanged', () => {
	it('are grouped, counted, named and placed, as a knowledge base leaves them', () => {
		const first = '\uFEFFĐiều 1 - một\r\nsame\r\n- "hai" - ba\r\n';
		const second = 'Điều 1 – một\nsame\n– “hai” – ba\n';
		const told = tell(first, second);
		expect(told.exchanges).toEqual([
			{
				first: { code_point: 0x2d, name: 'HYPHEN-MINUS' },
				second: { code_point: 0x2013, name: 'EN DASH' },
				family: 'dash',
				count: 3,
				places: { first: { line: 1, column: 8, byte_offset: 13 }, second: { line: 1, column: 8, byte_offset: 10 } },
			},
			{
				first: { code_point: 0x22, name: 'QUOTATION MARK' },
				second: { code_point: 0x201c, name: 'LEFT DOUBLE QUOTATION MARK' },
				family: 'quote',
				count: 1,
				places: { first: { line: 3, column: 3, byte_offset: 30 }, second: { line: 3, column: 3, byte_offset: 29 } },
			},
			{
				first: { code_point: 0x22, name: 'QUOTATION MARK' },
				second: { code_point: 0x201d, name: 'RIGHT DOUBLE QUOTATION MARK' },
				family: 'quote',
				count: 1,
				places: { first: { line: 3, column: 7, byte_offset: 34 }, second: { line: 3, column: 7, byte_offset: 35 } },
			},
		]);
		expect(told).toMatchObject({ exchange_count: 5, changes: [], change_count: 0 });
		expect(told.families).toEqual([
			{ family: 'dash', count: 3 },
			{ family: 'quote', count: 2 },
		]);
		expect(told.sentences).toContain('Code points exchanged: 3 dashes, 2 quotation marks.');
		expect(told.sentences).toContain(
			'The second has U+2013 EN DASH where the first has U+002D HYPHEN-MINUS: 3 times, first at line 1, column 8 (byte 10).',
		);
	});

	it.each<[string, string, string, string[]]>([
		[
			'a space of another kind',
			'a b\n',
			'a\u00a0b\n',
			[
				'Code points exchanged: 1 space.',
				'The second has U+00A0 NO-BREAK SPACE where the first has U+0020 SPACE: 1 time, first at line 1, column 2 (byte 1).',
			],
		],
		[
			'something invisible put in',
			'ab\n',
			'a\u200bb\n',
			[
				'Code points exchanged: 1 invisible character.',
				'The second has U+200B ZERO WIDTH SPACE where the first has nothing: 1 time, first at line 1, column 2 (byte 1).',
			],
		],
		[
			'something invisible left out, twice',
			'a\u00adb\u00adc\n',
			'abc\n',
			[
				'Code points exchanged: 2 invisible characters.',
				'The first has U+00AD SOFT HYPHEN where the second has nothing: 2 times, first at line 1, column 2 (byte 1).',
			],
		],
		[
			'something invisible at the end',
			'a\n',
			'a\u200d\n',
			[
				'Code points exchanged: 1 invisible character.',
				'The second has U+200D ZERO WIDTH JOINER where the first has nothing: 1 time, first at line 1, column 2 (byte 1).',
			],
		],
		[
			'something invisible for something invisible',
			'a\u200bb\n',
			'a\u2060b\n',
			[
				'Code points exchanged: 1 invisible character.',
				'The second has U+2060 WORD JOINER where the first has U+200B ZERO WIDTH SPACE: 1 time, first at line 1, column 2 (byte 1).',
			],
		],
		[
			'a letter that looks the same, which has no name here',
			'page x\n',
			'p\u0430ge x\n',
			[
				'Code points exchanged: 1.',
				'The second has U+0430 “а” where the first has U+0061 LATIN SMALL LETTER A: 1 time, first at line 1, column 2 (byte 1).',
			],
		],
		[
			'a letter and a dash',
			'page - x\n',
			'p\u0430ge – x\n',
			[
				'Code points exchanged: 1 dash, 1 other.',
				'The second has U+0430 “а” where the first has U+0061 LATIN SMALL LETTER A: 1 time, first at line 1, column 2 (byte 1).',
				'The second has U+2013 EN DASH where the first has U+002D HYPHEN-MINUS: 1 time, first at line 1, column 6 (byte 6).',
			],
		],
		[
			'dashes side by side in a line with another change',
			'some words -- and\n',
			'some words ―― und\n',
			[
				'Code points exchanged: 2 dashes, 1 other.',
				'The second has U+2015 HORIZONTAL BAR where the first has U+002D HYPHEN-MINUS: 2 times, first at line 1, column 12 (byte 11).',
				'The second has U+0075 LATIN SMALL LETTER U where the first has U+0061 LATIN SMALL LETTER A: 1 time, first at line 1, column 15 (byte 18).',
			],
		],
		[
			'invisible ones left out of a line with another change',
			'some words\u200b\u200b and\n',
			'some words und\n',
			[
				'Code points exchanged: 2 invisible characters, 1 other.',
				'The first has U+200B ZERO WIDTH SPACE where the second has nothing: 2 times, first at line 1, column 11 (byte 10).',
				'The second has U+0075 LATIN SMALL LETTER U where the first has U+0061 LATIN SMALL LETTER A: 1 time, first at line 1, column 12 (byte 11).',
			],
		],
		[
			'one put into a line with another change',
			'some words and\n',
			'some words\u200b und\n',
			[
				'Code points exchanged: 1 invisible character, 1 other.',
				'The second has U+200B ZERO WIDTH SPACE where the first has nothing: 1 time, first at line 1, column 11 (byte 10).',
				'The second has U+0075 LATIN SMALL LETTER U where the first has U+0061 LATIN SMALL LETTER A: 1 time, first at line 1, column 13 (byte 14).',
			],
		],
	])('%s', (_what, first, second, sentences) => {
		expect(details(first, second)).toEqual(sentences);
	});

	it('are listed up to twenty kinds, the most frequent first, and counted beyond', () => {
		const first = Array.from({ length: 25 }, (_, at) => `line ${'-'.repeat(at + 1)}`).join('\n');
		const dashes = [
			0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2e3a, 0x2e3b, 0xfe58, 0xfe63, 0xff0d, 0x58a, 0x5be,
			0x1400, 0x1806, 0x2053, 0x207b, 0x208b, 0x2e17, 0x2e1a, 0x301c, 0x3030, 0x30a0, 0xfe31,
		];
		const second = dashes.map((dash, at) => `line ${String.fromCodePoint(dash).repeat(at + 1)}`).join('\n');
		const told = tell(first, second);
		expect(told.exchanges.length).toBe(20);
		expect(told.exchanges.map(({ count }) => count)).toEqual(Array.from({ length: 20 }, (_, at) => 25 - at));
		expect(told.exchange_count).toBe(325);
		expect(told.sentences.at(-1)).toBe('And 5 more kinds of exchange.');
	});

	it('of many thousands take one line', () => {
		const text = Array.from({ length: 3000 }, (_, at) => `${at} - a - b`).join('\n');
		expect(details(text, text.replaceAll('-', '–'))).toEqual([
			'Code points exchanged: 6000 dashes.',
			'The second has U+2013 EN DASH where the first has U+002D HYPHEN-MINUS: 6000 times, first at line 1, column 3 (byte 2).',
		]);
	});
});

describe('text changed', () => {
	it.each<[string, string, string, string[]]>([
		[
			'a word',
			'the quick brown fox jumps\n',
			'the quick brown fox leaps\n',
			['The first has, at line 1, column 21 (byte 20): “jum”; the second, at line 1, column 21 (byte 20): “lea”.'],
		],
		[
			'a word put in',
			'one three, and so on\n',
			'one two three, and so on\n',
			['Only the second has, at line 1, column 6 (byte 5): “wo t”.'],
		],
		[
			'a word left out',
			'one two three, and so on\n',
			'one three, and so on\n',
			['Only the first has, at line 1, column 6 (byte 5): “wo t”.'],
		],
		[
			'a line put in',
			'one\nthree\n',
			'one\ntwo\nthree\n',
			['Only the second has, at line 2, column 1 (byte 4): “two”.'],
		],
		['a line left out at the end', 'one\ntwo\n', 'one\n', ['Only the first has, at line 2, column 1 (byte 4): “two”.']],
		[
			'lines left out',
			'one\ntwo\nthree\nfour\n',
			'one\nfour\n',
			['Only the first has, at line 2, column 1 (byte 4): 2 lines, “two” and on.'],
		],
		['an empty line put in', 'one\ntwo\n', 'one\n\ntwo\n', ['Only the second has, at line 2, column 1 (byte 4): “”.']],
		[
			'two lines for one',
			'one\ntwo\nend\n',
			'one\n2\nII\nend\n',
			[
				'The first has, at line 2, column 1 (byte 4): “two”; the second, at line 2, column 1 (byte 4): 2 lines, “2” and on.',
			],
		],
		[
			'a line that has nothing in common',
			'one\nabcdef\n',
			'one\nuvwxyz\n',
			['The first has, at line 2, column 1 (byte 4): “abcdef”; the second, at line 2, column 1 (byte 4): “uvwxyz”.'],
		],
		[
			'a line after one that was put in',
			'a long line with é - x\n',
			'new\na long line with é – x\n',
			[
				'Code points exchanged: 1 dash.',
				'The second has U+2013 EN DASH where the first has U+002D HYPHEN-MINUS: 1 time, first at line 2, column 20 (byte 24).',
				'Only the second has, at line 1, column 1 (byte 0): “new”.',
			],
		],
		['everything', '\n', 'abc\n', ['Only the second has, at line 1, column 1 (byte 0): “abc”.']],
	])('%s', (_what, first, second, sentences) => {
		const [told, ends] = [tell(first, second), /^Line end/];
		expect(told.sentences.slice(1).filter((sentence) => !ends.test(sentence))).toEqual(sentences);
		expect(told.verdict).toBe('different');
	});

	it('is placed in the source as it came', () => {
		const told = tell('\uFEFFe\u0301 \r\nabc here\r\n', 'é\nabd here\n');
		expect(told.exchanges[0]?.places).toEqual({
			first: { line: 2, column: 3, byte_offset: 11 },
			second: { line: 2, column: 3, byte_offset: 5 },
		});
	});

	it('is cut to a few words', () => {
		const [change] = tell('', 'x'.repeat(100)).changes;
		expect(change?.second.text).toBe(`${'x'.repeat(40)}…`);
		expect(tell('', 'x'.repeat(40)).changes[0]?.second.text).toBe('x'.repeat(40));
		expect(tell('', '😀'.repeat(41)).changes[0]?.second.text).toBe(`${'😀'.repeat(40)}…`);
	});

	it('is listed twenty times and counted beyond', () => {
		const lines = (mark: string) => Array.from({ length: 30 }, (_, at) => `same ${at}\n${mark}`).join('\n');
		const told = tell(lines('abcdef'), lines('uvwxyz'));
		expect(told.changes.length).toBe(20);
		expect(told.change_count).toBe(30);
		expect(told.sentences.at(-1)).toBe('And 10 more changes.');
	});

	it('in texts too far apart is told by place, when they have as many lines', () => {
		const lines = (from: number) => Array.from({ length: 1500 }, (_, at) => `${from + at}`).join('\n');
		const told = tell(lines(0), lines(100_000));
		expect(told.change_count + told.exchange_count).toBeGreaterThan(0);
		expect(told.changes[0]?.first).toMatchObject({ line: 1, lines: 0 });
	});

	it('and as one stretch, when they have not', () => {
		const lines = (from: number, count: number) => Array.from({ length: count }, (_, at) => `${from + at}`).join('\n');
		expect(tell(lines(0, 1500), lines(100_000, 1400)).changes).toMatchObject([
			{ first: { lines: 1500 }, second: { lines: 1400 } },
		]);
	});
});
