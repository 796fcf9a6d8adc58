import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import { canonicalJson, NotCanonical } from '../../../core/digest/canonical-json.ts';
import { randomJson, seeded } from './random-json.ts';
import published from './vectors/jcs-documents.json' with { type: 'json' };
import samples from './vectors/jcs-numbers.json' with { type: 'json' };

describe('documents of RFC 8785 and its companion', () => {
	const [values, others] = [
		published.documents.filter(({ name }) => name === 'values'),
		published.documents.filter(({ name }) => name !== 'values'),
	];

	it.each(others)('$name: the same bytes', ({ input, output }) => {
		expect(canonicalJson(JSON.parse(input))).toBe(output);
	});

	it.each(values)('$name holds 1E30, an integer beyond the safe ones: refused where it stands', ({ input }) => {
		expect(() => canonicalJson(JSON.parse(input))).toThrow(new NotCanonical('numbers[1]', 'unsafe integer 1e+30'));
	});

	it.each(values)('$name without that number: the same bytes', ({ input, output }) => {
		const { numbers, ...rest } = JSON.parse(input);
		const safe = { numbers: numbers.filter((number: number) => number !== 1e30), ...rest };
		expect(output).toContain(',1e+30,');
		expect(canonicalJson(safe)).toBe(output.replace(',1e+30,', ','));
	});

	it('orders the keys of section 3.2.3 as printed there', () => {
		const sample = JSON.parse(
			'{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",' +
				'"\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
		);
		expect(canonicalJson(sample).match(/(?<=:")[^"]+/g)).toEqual([
			'Carriage Return',
			'One',
			'Control',
			'Latin Small Letter O With Diaeresis',
			'Euro Sign',
			'Emoji: Grinning Face',
			'Hebrew Letter Dalet With Dagesh',
		]);
	});
});

describe('numbers of RFC 8785, appendix B', () => {
	const numbers = samples.numbers.map(([bits, text]) => ({ bits: bits ?? '', text, value: doubleOf(bits ?? '') }));
	const unsafe = numbers.filter(({ value }) => Number.isInteger(value) && !Number.isSafeInteger(value));
	const refusedByAll = numbers.filter(({ text }) => text === null);
	const same = numbers.filter((number) => !unsafe.includes(number) && !refusedByAll.includes(number));

	it('are 28: 13 with the same bytes, 13 unsafe integers, 2 that are no numbers', () => {
		expect([same.length, unsafe.length, refusedByAll.length]).toEqual([13, 13, 2]);
	});

	it.each(same)('$bits is $text', ({ value, text }) => {
		expect(canonicalJson(value)).toBe(text);
		expect(canonicalJson({ a: [value] })).toBe(`{"a":[${text}]}`);
	});

	it.each(unsafe)('$bits, which RFC 8785 writes as $text, is refused', ({ value }) => {
		expect(() => canonicalJson({ a: [value] })).toThrow(`a[0]: unsafe integer ${value}`);
	});

	it.each(refusedByAll)('$bits is refused by RFC 8785 too', ({ value }) => {
		expect(() => canonicalJson({ a: [value] })).toThrow(`a[0]: ${value}`);
	});
});

const documents = Number(process.env['JCS_DOCUMENTS'] ?? 5000);

it(`writes ${documents} random documents as canonicalize does`, { timeout: 1_800_000 }, () => {
	for (let seed = 0; seed < documents; seed++) {
		const value = randomJson(seeded(seed));
		const text = canonicalJson(value);
		if (text !== canonicalize(value)) expect(`seed ${seed}: ${text}`).toBe(`seed ${seed}: ${canonicalize(value)}`);
	}
});

it('puts what only an escape can hold, and what cannot be held, to the careful writer', () => {
	expect(canonicalJson(['\\u0000', '\\ud800', '\\\\udfff'])).toBe('["\\\\u0000","\\\\ud800","\\\\\\\\udfff"]');
	expect(canonicalJson('\\u0001\u0001')).toBe('"\\\\u0001\\u0001"');
});

function doubleOf(bits: string): number {
	const view = new DataView(new ArrayBuffer(8));
	view.setBigUint64(0, BigInt(`0x${bits}`));
	return view.getFloat64(0);
}
