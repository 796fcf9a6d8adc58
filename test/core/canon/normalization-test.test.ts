import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../../core/canon/canonicalize.ts';
import { classOf, LINE_END, SPACE } from '../../../core/canon/unicode/properties.ts';

const file = new URL('vendor/normalization-test-16.0.0.txt.gz', import.meta.url);
const lines = gunzipSync(readFileSync(file)).toString('latin1').trimEnd().split('\n');
const cases = lines.filter((line) => !line.startsWith('@')).map((line) => line.split(';').map(textOf));

function textOf(codes: string): string {
	return String.fromCodePoint(...codes.split(' ').map((code) => Number.parseInt(code, 16)));
}

/** Between letters that take no part, so that nothing is trimmed. */
function nfc(text: string): string {
	return canonicalText(new TextEncoder().encode(`|${text}|`)).text.slice(1, -2);
}

describe('NormalizationTest.txt of Unicode 16.0.0', { timeout: 60_000 }, () => {
	it('is here whole', () => {
		expect(lines.filter((line) => line.startsWith('@'))).toEqual([
			'@Part0',
			'@Part1',
			'@Part2',
			'@Part3',
			'@Part4',
			'@Part5',
		]);
		expect(cases.length).toBe(19_965);
	});

	it('passes: NFC of source, NFC and NFD is the second column, NFC of NFKC and NFKD the fourth', () => {
		const failed = cases.filter(([source = '', c = '', d = '', kc = '', kd = '']) => {
			return [source, c, d].some((form) => nfc(form) !== c) || [kc, kd].some((form) => nfc(form) !== kc);
		});
		expect(failed).toEqual([]);
	});

	it('leaves each code point alone that the first part does not list', () => {
		const from = lines.indexOf('@Part1');
		const listed = new Set(
			lines.slice(from + 1, lines.indexOf('@Part2')).map((line) => textOf(line.split(';')[0] ?? '')),
		);
		const others: string[] = [];
		for (let one = 0; one <= 0x10ffff; one++) {
			const isLine = classOf(one) === LINE_END || (one >= 0xd800 && one <= 0xdfff);
			if (!isLine && !listed.has(String.fromCodePoint(one))) others.push(`|${String.fromCodePoint(one)}|\n`);
		}
		expect(others.length).toBeGreaterThan(1_000_000);
		expect(canonicalText(new TextEncoder().encode(others.join(''))).text === others.join('')).toBe(true);
	});

	it('makes white space of white space alone, so that trimming cannot be undone by a second pass', () => {
		const wrong = cases.filter(([source = '', c = '']) => {
			const isSpace = (text: string) => classOf(text.codePointAt(0) ?? 0) === SPACE;
			return isSpace(source) !== isSpace(c);
		});
		expect(wrong).toEqual([]);
	});
});
