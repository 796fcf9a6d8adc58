import { describe, expect, it } from 'vitest';
import { loadSqlParser, parseSql } from '../../../core/sql/parse-sql.ts';
import { indexesIn, placesIn } from '../../../core/sql/place-in.ts';

const text = 'a😀b\nĐế\r\n\nend';

describe('places', () => {
	it.each([
		[0, 1, 1],
		[1, 1, 2],
		// The emoji is two UTF-16 units and one character.
		[3, 1, 3],
		[4, 1, 4],
		[5, 2, 1],
		[7, 2, 3],
		[9, 3, 1],
		[10, 4, 1],
		[13, 4, 4],
	])('index %i is line %i, column %i', (index, line, column) => {
		expect(placesIn(text)(index)).toEqual({ line, column });
	});

	it('are given one after the other, and never backwards', () => {
		const at = placesIn(text);
		expect([at(0), at(5), at(5), at(10)].map(({ line }) => line)).toEqual([1, 2, 2, 4]);
		expect(() => at(4)).toThrow('places are asked for in order');
	});
});

describe('indexes of bytes', () => {
	it.each([
		[0, 0],
		[1, 1],
		[5, 3],
		[7, 5],
		[9, 6],
		[12, 7],
	])('byte %i is index %i', (byte, index) => {
		expect(indexesIn(text)(byte)).toBe(index);
	});

	it('are given in order only', () => {
		const at = indexesIn(text);
		at(5);
		expect(() => at(1)).toThrow('offsets are asked for in order');
	});
});

it('each statement of a long file has its own place', async () => {
	await loadSqlParser();
	const statements = parseSql(Array.from({ length: 1200 }, (_, n) => `-- 😀\n  SELECT ${n};`).join('\n'));
	expect(statements.map(({ line }) => line)).toEqual(Array.from({ length: 1200 }, (_, n) => 2 * n + 2));
	expect(new Set(statements.map(({ column }) => column))).toEqual(new Set([3]));
});
