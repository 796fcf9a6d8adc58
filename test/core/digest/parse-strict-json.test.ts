import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../core/digest/canonical-json.ts';
import { parseStrictJson } from '../../../core/digest/parse-strict-json.ts';
import { StrictJsonError, type StrictJsonFault } from '../../../core/digest/strict-json-error.ts';
import { randomJson, seeded } from './random-json.ts';
import published from './vectors/jcs-documents.json' with { type: 'json' };

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('reads what JSON.parse reads', () => {
	it.each([
		['null', null],
		['true', true],
		['false', false],
		['0', 0],
		['-0', -0],
		['-12.5e-3', -0.0125],
		['1E2', 100],
		['1e+2', 100],
		['0e99', 0],
		['0.0', 0],
		['9007199254740991', 9007199254740991],
		['1.0000000000000001', 1],
		['""', ''],
		['"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\\/\b\f\n\r\t'],
		['"\\u00e9\\u00C9\\ud83d\\ude00"', 'éÉ😀'],
		['"\u007f\u0080\u2028"', '\u007f\u0080\u2028'],
		['[]', []],
		['{}', {}],
		[' \t\r\n[ 1 , [ ] , { "a" : [ ] } ] \n', [1, [], { a: [] }]],
		['{"b":1,"a":{"b":2}}', { b: 1, a: { b: 2 } }],
		['{"10":1,"9":2,"":3}', { '': 3, '9': 2, '10': 1 }],
	])('%s', (text, value) => {
		expect(parseStrictJson(text)).toStrictEqual(value);
		expect(parseStrictJson(utf8(text))).toStrictEqual(value);
		expect(JSON.parse(text)).toStrictEqual(value);
	});

	it('a member called __proto__, as a member like any other', () => {
		const value = parseStrictJson('{"__proto__":{"a":1}}');
		expect(value).toStrictEqual(JSON.parse('{"__proto__":{"a":1}}'));
		expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
		const [member] = Object.values(Object.getOwnPropertyDescriptors(value));
		expect(member).toEqual({ value: { a: 1 }, enumerable: true, configurable: true, writable: true });
		expect(() => parseStrictJson('{"__proto__":1,"__proto__":1}')).toThrow('the key "__proto__" a second time');
	});

	it.each(published.documents.filter(({ name }) => name !== 'values'))('$name of the JCS test data', ({ input }) => {
		expect(parseStrictJson(input)).toStrictEqual(JSON.parse(input));
	});

	it('a thousand arrays in each other', () => {
		expect(() => parseStrictJson('['.repeat(1000) + ']'.repeat(1000))).not.toThrow();
		expect(() => parseStrictJson(`[${'[],'.repeat(2000)}{}]`)).not.toThrow();
	});
});

describe('refuses', () => {
	it.each<[string, string, StrictJsonFault, number, number, string]>([
		['nothing', '', 'SYNTAX', 1, 1, 'expected a value, got the end'],
		['blanks alone', ' \n ', 'SYNTAX', 2, 2, 'expected a value, got the end'],
		['a blank that JSON does not know', '\u00a01', 'SYNTAX', 1, 1, 'expected a value, got "\u00a0"'],
		['NaN', '[NaN]', 'SYNTAX', 1, 2, 'expected a value, got "N"'],
		['Infinity', '-Infinity', 'SYNTAX', 1, 1, 'expected a number, got "-"'],
		['undefined', '[undefined]', 'SYNTAX', 1, 2, 'expected a value, got "u"'],
		['a word cut short', 'tru', 'SYNTAX', 1, 1, 'expected a value, got "t"'],
		['a word too long', 'nulls', 'SYNTAX', 1, 5, 'expected the end, got "s"'],
		['a leading zero', '01', 'SYNTAX', 1, 2, 'expected the end, got "1"'],
		['a plus sign', '+1', 'SYNTAX', 1, 1, 'expected a value, got "+"'],
		['a bare fraction', '.5', 'SYNTAX', 1, 1, 'expected a value, got "."'],
		['a fraction without digits', '[1.]', 'SYNTAX', 1, 3, 'expected "," or "]", got "."'],
		['an exponent without digits', '1e', 'SYNTAX', 1, 2, 'expected the end, got "e"'],
		['a hexadecimal number', '0x10', 'SYNTAX', 1, 2, 'expected the end, got "x"'],
		['a comment', '{/**/}', 'SYNTAX', 1, 2, 'expected a key, got "/"'],
		['single quotes', "{'a':1}", 'SYNTAX', 1, 2, 'expected a key, got "\'"'],
		['a key without quotes', '{a:1}', 'SYNTAX', 1, 2, 'expected a key, got "a"'],
		['a key without a value', '{"a"}', 'SYNTAX', 1, 5, 'expected ":", got "}"'],
		['a comma after the last member', '{"a":1,}', 'SYNTAX', 1, 8, 'expected a key, got "}"'],
		['a comma after the last item', '[1,]', 'SYNTAX', 1, 4, 'expected a value, got "]"'],
		['a missing comma', '[1 2]', 'SYNTAX', 1, 4, 'expected "," or "]", got "2"'],
		['a missing comma between members', '{"a":1 "b":2}', 'SYNTAX', 1, 8, 'expected "," or "}", got "\\""'],
		['an array left open', '[1', 'SYNTAX', 1, 3, 'expected "," or "]", got the end'],
		['an object left open', '{"a":1', 'SYNTAX', 1, 7, 'expected "," or "}", got the end'],
		['a text left open', '"abc', 'SYNTAX', 1, 5, 'expected a closing quote, got the end'],
		['a line break in a text', '"a\nb"', 'SYNTAX', 1, 3, 'expected a closing quote, got "\\n"'],
		['a tab in a text', '"\t"', 'SYNTAX', 1, 2, 'expected a closing quote, got "\\t"'],
		['U+001F in a text', '"\u001f"', 'SYNTAX', 1, 2, 'expected a closing quote, got "\\u001f"'],
		['an escape unknown to JSON', '"\\x41"', 'SYNTAX', 1, 3, 'expected an escape, got "x"'],
		['an escape cut short', '"\\u12"', 'SYNTAX', 1, 3, 'expected an escape, got "u"'],
		['an escape named like a method', '"\\constructor"', 'SYNTAX', 1, 3, 'expected an escape, got "c"'],
		['a second document', '{} {}', 'SYNTAX', 1, 4, 'expected the end, got "{"'],
		['an emoji where a value should be', '[😀]', 'SYNTAX', 1, 2, 'expected a value, got "😀"'],
		['a byte order mark', '\ufeff{}', 'BYTE_ORDER_MARK', 1, 1, 'a byte order mark; JSON begins without one'],
		['a key twice', '{"a":1,\n "b":2,"a":1}', 'DUPLICATE_KEY', 2, 8, 'the key "a" a second time'],
		['a key twice, once escaped', '{"a":1,"\\u0061":1}', 'DUPLICATE_KEY', 1, 8, 'the key "a" a second time'],
		['a key twice, further in', '[{"a":{"b":0,"b":0}}]', 'DUPLICATE_KEY', 1, 14, 'the key "b" a second time'],
		[
			'2^53',
			'[1,9007199254740992]',
			'UNSAFE_INTEGER',
			1,
			4,
			'9007199254740992 is beyond the safe integers; write it as text',
		],
		['1E30', '1E30', 'UNSAFE_INTEGER', 1, 1, '1E30 is beyond the safe integers; write it as text'],
		[
			'a fraction that rounds to an unsafe integer',
			'-9007199254740991.9',
			'UNSAFE_INTEGER',
			1,
			1,
			'-9007199254740991.9 is beyond the safe integers; write it as text',
		],
		['a number too large', '[1e400]', 'NUMBER_OUT_OF_RANGE', 1, 2, '1e400 is beyond what a double holds'],
		['a number too small', '[-1.5E-400]', 'NUMBER_OUT_OF_RANGE', 1, 2, '-1.5E-400 is beyond what a double holds'],
		['a small fraction written out', `0.${'0'.repeat(400)}1`, 'NUMBER_OUT_OF_RANGE', 1, 1, `0.${'0'.repeat(58)}… is`],
		['a lone high surrogate', '["\\ud800"]', 'LONE_SURROGATE', 1, 2, 'a text with a lone surrogate'],
		['a lone low surrogate in a key', '{"\\udc00":1}', 'LONE_SURROGATE', 1, 2, 'a text with a lone surrogate'],
		['a lone surrogate that is not escaped', '"\ud800"', 'LONE_SURROGATE', 1, 1, 'a text with a lone surrogate'],
		['U+0000', '["a","\\u0000"]', 'NUL_CHARACTER', 1, 6, 'a text with U+0000'],
		['a thousand and one levels', '['.repeat(1001), 'TOO_DEEP', 1, 1001, 'nested deeper than 1,000 levels'],
		['objects as deep', '{"a":'.repeat(1001), 'TOO_DEEP', 1, 5001, 'nested deeper than 1,000 levels'],
	])('%s', (_what, text, code, line, column, message) => {
		const thrown = refusalOf(text);
		expect(thrown).toMatchObject({ name: 'StrictJsonError', code, line, column });
		expect(thrown?.message.startsWith(`line ${line}, column ${column}: ${message}`)).toBe(true);
	});

	it.each<[string, number[], number, number, string]>([
		['a continuation byte alone', [0x22, 0x80, 0x22], 1, 2, 'byte 1 (0x80)'],
		['an overlong form', [0x22, 0x0a, 0xc0, 0xaf], 2, 1, 'byte 2 (0xc0)'],
		['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22], 1, 2, 'byte 1 (0xed)'],
		['a sequence cut short by the end', [0x22, 0xc3, 0xa9, 0xc3], 1, 3, 'byte 3 (0xc3)'],
		['a sequence that begins like U+FFFD', [0x22, 0xef, 0xbf, 0x22], 1, 2, 'byte 1 (0xef)'],
		['another that begins like it', [0x22, 0xef, 0x41, 0xbd], 1, 2, 'byte 1 (0xef)'],
		['a sequence that ends like it', [0x22, 0x80, 0xbf, 0xbd], 1, 2, 'byte 1 (0x80)'],
		['a fault after U+FFFD itself', [0x22, 0xef, 0xbf, 0xbd, 0xff], 1, 3, 'byte 4 (0xff)'],
		['a fault after four bytes', [0x22, 0xf0, 0x9f, 0x98, 0x80, 0xf8], 1, 3, 'byte 5 (0xf8)'],
		['a small byte written with its zero', [0x22, 0xc3, 0x09], 1, 2, 'byte 1 (0xc3)'],
	])('%s, at its first byte', (_what, bytes, line, column, which) => {
		const thrown = refusalOf(Uint8Array.from(bytes));
		expect(thrown).toMatchObject({ code: 'MALFORMED_UTF8', line, column });
		expect(thrown?.message).toBe(`line ${line}, column ${column}: ${which} is not UTF-8`);
	});

	it('a byte order mark in bytes', () => {
		expect(refusalOf(Uint8Array.from([0xef, 0xbb, 0xbf, 0x31]))).toMatchObject({ code: 'BYTE_ORDER_MARK' });
	});

	it.each<[string, string, number, number]>([
		['LF', '1\n\n 2', 3, 2],
		['CR LF as one', '1\r\n 2', 2, 2],
		['CR', '1\r 2', 2, 2],
		['an emoji as one column', '"😀" 2', 1, 5],
	])('counts lines and columns as editors do: %s', (_what, text, line, column) => {
		expect(refusalOf(text)).toMatchObject({ line, column });
	});

	it('without filling the message with what it was given', () => {
		expect(refusalOf('9'.repeat(10_000))?.message.length).toBeLessThan(200);
		expect(refusalOf(`{"${'k'.repeat(10_000)}":1,"${'k'.repeat(10_000)}":1}`)?.message.length).toBeLessThan(200);
		expect(refusalOf('9'.repeat(60))?.message).toContain(`${'9'.repeat(60)} is`);
		expect(refusalOf('9'.repeat(61))?.message).toContain(`${'9'.repeat(60)}… is`);
	});
});

it('accepts only what JSON.parse accepts, and reads it alike', () => {
	const scraps = [
		'{',
		'}',
		'[',
		']',
		',',
		':',
		'"',
		'\\',
		'a',
		'u0041',
		'0',
		'1',
		'-',
		'.',
		'e',
		' ',
		'\n',
		'true',
		'null',
	];
	fc.assert(
		fc.property(fc.array(fc.constantFrom(...scraps), { maxLength: 12 }), (parts) => {
			const text = parts.join('');
			const [ours, theirs] = [attempt(() => parseStrictJson(text)), attempt(() => JSON.parse(text))];
			if (ours.refused instanceof StrictJsonError && ours.refused.code !== 'SYNTAX') return;
			expect(ours.refused === undefined).toBe(theirs.refused === undefined);
			expect(ours.value).toStrictEqual(theirs.value);
		}),
		{ numRuns: 20_000, seed: 4 },
	);
});

it('reads back every canonical text, and what it reads has a canonical form', () => {
	for (let seed = 0; seed < 2000; seed++) {
		const text = canonicalJson(randomJson(seeded(seed)));
		expect(canonicalJson(parseStrictJson(utf8(text)))).toBe(text);
	}
});

function refusalOf(source: string | Uint8Array): StrictJsonError | undefined {
	try {
		parseStrictJson(source);
	} catch (error) {
		if (error instanceof StrictJsonError) return error;
		throw error;
	}
	return undefined;
}

function attempt(read: () => unknown): { value?: unknown; refused?: unknown } {
	try {
		return { value: read() };
	} catch (refused) {
		return { refused };
	}
}
