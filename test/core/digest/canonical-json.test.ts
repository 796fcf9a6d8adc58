import { describe, expect, it } from 'vitest';
import { canonicalJson, NotCanonical } from '../../../core/digest/canonical-json.ts';

describe('numbers', () => {
	it.each<[string, number, string]>([
		['zero', 0, '0'],
		['minus zero, which is zero', -0, '0'],
		['a whole number', 1.0, '1'],
		['trailing zeros', 4.5, '4.5'],
		['the last fraction written out', 0.000001, '0.000001'],
		['the first in exponent form', 1e-7, '1e-7'],
		['a small exponent', 1e-27, '1e-27'],
		['the smallest there is', 5e-324, '5e-324'],
		['the shortest digits that read back', Number('333333333.33333329'), '333333333.3333333'],
		['a sum that is not what it seems', 0.1 + 0.2, '0.30000000000000004'],
		['the largest safe integer', 9007199254740991, '9007199254740991'],
		['the smallest safe integer', -9007199254740991, '-9007199254740991'],
	])('%s', (_what, value, text) => {
		expect(canonicalJson(value)).toBe(text);
	});

	it.each([2 ** 53, -(2 ** 53), 1e21, 1e30, Number.MAX_VALUE])('refuses %d: other readers would round it', (value) => {
		expect(() => canonicalJson(value)).toThrow(/^\$: unsafe integer /);
	});

	it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses %d', (value) => {
		expect(() => canonicalJson(value)).toThrow(NotCanonical);
	});
});

describe('strings', () => {
	it.each<[string, string, string]>([
		['the sample of RFC 8785', '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
		['the five short escapes', '\b\t\n\f\r', '"\\b\\t\\n\\f\\r"'],
		['other control characters, in lower-case hex', '\u0001\u001b\u001f', '"\\u0001\\u001b\\u001f"'],
		['DEL and the line separators as they are', '\u007f\u2028\u2029', '"\u007f\u2028\u2029"'],
		['letters beyond ASCII as they are', 'Đ ế 😀', '"Đ ế 😀"'],
		['composed and decomposed letters apart', 'e\u0301', '"e\u0301"'],
	])('%s', (_what, value, text) => {
		expect(canonicalJson(value)).toBe(text);
	});

	it.each([
		['a lone high surrogate', 'a\ud83d', 'a lone surrogate'],
		['a lone low surrogate', '\ude00a', 'a lone surrogate'],
		['surrogates in the wrong order', '\ude00\ud83d', 'a lone surrogate'],
		['U+0000', 'a\u0000b', 'U+0000'],
	])('refuses %s', (_what, value, why) => {
		expect(() => canonicalJson(value)).toThrow(`$: ${why}`);
	});
});

describe('objects and arrays', () => {
	it('orders keys by UTF-16 code units, as the sample of RFC 8785 does', () => {
		const sample = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
		expect(canonicalJson(sample)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
	});

	it.each<[string, unknown, string]>([
		['keys that look like numbers, as text', { 9: 1, 10: 2, b: 3, B: 4, '': 5 }, '{"":5,"10":2,"9":1,"B":4,"b":3}'],
		['objects inside arrays inside objects', { b: [{ d: 1, c: 2 }], a: [] }, '{"a":[],"b":[{"c":2,"d":1}]}'],
		['the order of arrays kept', [3, 1, 2, null, true, false], '[3,1,2,null,true,false]'],
		['members without a value left out', { a: undefined, b: null, c: { d: undefined } }, '{"b":null,"c":{}}'],
		['an object without a prototype', Object.assign(Object.create(null), { b: 1, a: 2 }), '{"a":2,"b":1}'],
		['a member called __proto__', JSON.parse('{"b":1,"__proto__":{"a":2}}'), '{"__proto__":{"a":2},"b":1}'],
	])('%s', (_what, value, text) => {
		expect(canonicalJson(value)).toBe(text);
	});

	it.each<[string, unknown]>([
		['undefined', undefined],
		['undefined in an array', [undefined]],
		['a date', new Date(0)],
		['a map', new Map([['a', 1]])],
		['bytes', new Uint8Array([1])],
		[
			'an instance',
			new (class Point {
				x = 1;
			})(),
		],
		['a bigint', 1n],
		['a function', () => 1],
		['a symbol', Symbol('a')],
	])('refuses %s: it has no JSON form', (_what, value) => {
		expect(() => canonicalJson(value)).toThrow(/has no JSON form/);
	});

	// Array.prototype.map skips a hole, and `[,1]` is no JSON at all.
	it('refuses an array with a hole', () => {
		const holed: unknown[] = [];
		holed[1] = 1;
		expect(() => canonicalJson(holed)).toThrow(NotCanonical);
	});
});

describe('nesting', () => {
	const nested = (levels: number, wrap: (inner: unknown) => unknown) => {
		let value: unknown = 'x';
		for (let level = 0; level < levels; level++) value = wrap(value);
		return value;
	};
	const wraps: [string, (inner: unknown) => unknown][] = [
		['arrays', (inner) => [inner]],
		['objects', (inner) => ({ a: inner })],
		['objects for the careful writer', (inner) => ({ 1: inner })],
	];

	it.each(wraps)('a thousand %s', (_what, wrap) => {
		const value = nested(1000, wrap);
		expect(canonicalJson(value)).toBe(JSON.stringify(value));
	});

	it.each(wraps)('refuses one level more of %s, and a value that contains itself', (_what, wrap) => {
		expect(() => canonicalJson(nested(1001, wrap))).toThrow(/: nested deeper than 1000 levels$/);
		const ring: unknown[] = [];
		ring.push(wrap(ring));
		expect(() => canonicalJson(ring)).toThrow(/: nested deeper than 1000 levels$/);
	});
});

it('reads each member once, so that none can change between the look and the writing', () => {
	let reads = 0;
	const value = {
		get a() {
			reads++;
			return reads === 1 ? 1 : Number.NaN;
		},
	};
	expect(canonicalJson({ b: [value] })).toBe('{"b":[{"a":1}]}');
	expect(reads).toBe(1);
});

it('asks no value how it wants to be written', () => {
	const sly = Object.defineProperty({ a: 1 }, 'toJSON', { value: () => 'another', enumerable: false });
	expect(canonicalJson(sly)).toBe('{"a":1}');
	expect(() => canonicalJson({ toJSON: () => 'another' })).toThrow('toJSON: function has no JSON form');
});

it('leaves what it is given as it was', () => {
	const value = { b: [{ d: 1, c: 2 }], a: 1 };
	canonicalJson(value);
	expect(JSON.stringify(value)).toBe('{"b":[{"d":1,"c":2}],"a":1}');
});

it.each([2, 23, 24, 25, 60])('orders %d keys', (count) => {
	const keys = Array.from({ length: count }, (_, index) => `k${(index * 7919) % 1000}`);
	const value = Object.fromEntries(keys.map((key) => [key, key]));
	expect(Object.keys(JSON.parse(canonicalJson(value)))).toEqual([...keys].sort());
});

it.each<[string, unknown, string]>([
	['an index first, then others', { '!': 1, 10: 2, 9: 3 }, '{"!":1,"10":2,"9":3}'],
	['zero', { 0: 1, '': 2 }, '{"":2,"0":1}'],
	['the largest index', { 4294967294: 1, 5: 2, '!': 3 }, '{"!":3,"4294967294":1,"5":2}'],
	['digits that are no index', { '01': 1, '00': 2, '4294967296': 3 }, '{"00":2,"01":1,"4294967296":3}'],
])('orders keys that look like numbers as text: %s', (_what, value, text) => {
	expect(canonicalJson(value)).toBe(text);
});

it('begins the path where the caller stands', () => {
	expect(() => canonicalJson({ b: [Number.NaN] }, 'body')).toThrow(new NotCanonical('body.b[0]', 'NaN'));
	expect(() => canonicalJson([Number.NaN], 'body')).toThrow(new NotCanonical('body[0]', 'NaN'));
	expect(() => canonicalJson(Number.NaN, 'body')).toThrow(new NotCanonical('body', 'NaN'));
});

it('names the kind of an instance, or says that it has no name', () => {
	expect(() => canonicalJson(new Date(0))).toThrow('$: Date has no JSON form');
	expect(() => canonicalJson(Object.create(Object.create(null)))).toThrow('$: an instance has no JSON form');
	expect(() => canonicalJson(new (class {})())).toThrow('$: an instance has no JSON form');
});

it.each<[string, unknown, string]>([
	['at the root', Number.NaN, ''],
	['in an object in an array in an object', { a: { b: [1, { c: Number.NaN }] } }, 'a.b[1].c'],
	['in an array in an array', [[1, '\ud800']], '[0][1]'],
	['below an array at the root', [{ a: 1n }], '[0].a'],
	['in a key, named by the object that has it', { a: { '\ud800': 1 } }, 'a'],
	['in a key with U+0000', { a: [{ 'x\u0000': 1 }] }, 'a[0]'],
])('says where: %s', (_what, value, path) => {
	let thrown: unknown;
	try {
		canonicalJson(value);
	} catch (error) {
		thrown = error;
	}
	expect(thrown).toBeInstanceOf(NotCanonical);
	expect(thrown).toMatchObject({ path });
	expect(String(thrown)).toContain(`Error: ${path || '$'}: `);
});

it.each<[string, unknown]>([
	['numbers', [0, -0, 1e-7, 5e-324, 0.1, 2.2250738585072014e-308, 9007199254740991]],
	['text', ['\u2028', '\u0001', '"\\/', 'Đ😀', '']],
	['nested members', { z: { y: [{ x: null, w: undefined }], '10': 1, '9': 2 }, __proto: {} }],
])('is the same once read and written again: %s', (_what, value) => {
	const once = canonicalJson(value);
	expect(canonicalJson(JSON.parse(once))).toBe(once);
});
