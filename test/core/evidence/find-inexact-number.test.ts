import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../core/digest/canonical-json.ts';
import { findInexactNumber } from '../../../core/evidence/find-inexact-number.ts';

describe('a number that is read as another one is found', () => {
	it.each([
		'0.1000000000000000000001',
		'0.30000000000000004441',
		'12345678901234567890',
		'9007199254740993',
		'1e400',
		'-1e400',
		'1e-400',
		'1.00000000000000000000000001',
	])('%s', (literal) => {
		expect(findInexactNumber(`{"a": [1, ${literal}]}`)).toBe(literal);
	});
});

describe('a number that is read as it stands passes, however it is written', () => {
	it.each([
		'0',
		'-0',
		'1',
		'-1',
		'1.0',
		'1.50',
		'100',
		'1e2',
		'1E+2',
		'0.0000001',
		'1e-7',
		'1000000000000000000000',
		'0.1',
		'-0.25',
		'9007199254740991',
		'0.30000000000000004',
	])('%s', (literal) => {
		expect(findInexactNumber(`{"a": [1, ${literal}]}`)).toBeNull();
	});
});

it('what stands in a text is no number', () => {
	expect(
		findInexactNumber('{"12345678901234567890": "0.1000000000000000000001", "b": "\\"9007199254740993"}'),
	).toBeNull();
});

it('every body that is recorded is read exactly', () => {
	fc.assert(
		fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
			const text = JSON.stringify({ value });
			fc.pre(!Number.isInteger(value) || Number.isSafeInteger(value));
			expect(canonicalJson({ value })).toBe(JSON.stringify(JSON.parse(text)));
			expect(findInexactNumber(text)).toBeNull();
		}),
	);
});
