import { describe, expect, it } from 'vitest';
import { deepestNesting } from '../../../core/digest/nesting.ts';
import { orderedCopy } from '../../../core/digest/ordered-copy.ts';

const written = (value: unknown) => JSON.stringify(orderedCopy(value));

describe('has the members in canonical order', () => {
	const keys = (count: number) => Array.from({ length: count }, (_, index) => `k${(index * 7919) % 1000}`);

	it.each<[string, unknown, string]>([
		['a text', 'a', '"a"'],
		['a number', 1, '1'],
		['a fraction', 1.5, '1.5'],
		['the largest safe integer', Number.MAX_SAFE_INTEGER, '9007199254740991'],
		['true', true, 'true'],
		['false', false, 'false'],
		['null', null, 'null'],
		['an empty array', [], '[]'],
		['an empty object', {}, '{}'],
		['an array', [2, 1, [null]], '[2,1,[null]]'],
		['an object', { b: 1, a: { d: 2, c: 3 }, B: 4 }, '{"B":4,"a":{"c":3,"d":2},"b":1}'],
		['an object without a prototype', Object.assign(Object.create(null), { b: 1, a: 2 }), '{"a":2,"b":1}'],
		['members without a value', { b: undefined, a: 1 }, '{"a":1}'],
		[
			'digits that are no index',
			{ '01': 1, '00': 2, '12345678901': 3, '1a': 4, a1: 5 },
			'{"00":2,"01":1,"12345678901":3,"1a":4,"a1":5}',
		],
	])('%s', (_what, value, text) => {
		expect(written(value)).toBe(text);
	});

	it.each([2, 3, 23, 24, 25, 26, 100])('%d keys', (count) => {
		const value = Object.fromEntries(keys(count).map((key) => [key, 1]));
		expect(Object.keys(orderedCopy(value) as object)).toEqual(keys(count).sort());
	});

	it('as deep as may be', () => {
		const nested = Array.from({ length: deepestNesting }).reduce((inner) => [inner], 1);
		expect(orderedCopy(nested)).toEqual(nested);
	});
});

it.each<[string, unknown]>([
	['an array', [{ a: 1 }]],
	['an object in order', { a: { b: 1 } }],
])('%s is a copy, all the way down', (_what, value) => {
	const copy = orderedCopy(value);
	expect(copy).toEqual(value);
	expect(copy).not.toBe(value);
	const [inner] = Object.values(copy as object);
	expect(inner).not.toBe(Object.values(value as object)[0]);
});

it.each<[string, unknown]>([
	['undefined', undefined],
	['NaN', Number.NaN],
	['infinity', Number.POSITIVE_INFINITY],
	['an unsafe integer', 2 ** 53],
	['a bigint', 1n],
	['a function', () => 1],
	['a symbol', Symbol('a')],
	['a date', new Date(0)],
	['something without a form in an array', [1, undefined]],
	['something without a form in an object', { a: Number.NaN }],
	['an index for a key', { 0: 1 }],
	['a larger one', { 10: 1, a: 2 }],
	['the largest', { 4294967294: 1 }],
	['a member called __proto__', JSON.parse('{"__proto__":1}')],
	['one level too many', Array.from({ length: deepestNesting + 1 }).reduce((inner) => [inner], 1)],
])('leaves %s to the careful writer', (_what, value) => {
	expect(orderedCopy(value)).toBeUndefined();
});
