import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffSequences, type Hunk } from '../../../../core/canon/explain/diff-sequences.ts';

const letters = (text: string) => Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
const diff = (first: string, second: string, limit = 100) => diffSequences(letters(first), letters(second), limit);

it.each<[string, string, string, [number, number, number, number][]]>([
	['equal sequences', 'abc', 'abc', []],
	['empty ones', '', '', []],
	['one put in', 'abcd', 'abXcd', [[2, 2, 2, 3]]],
	['one left out', 'abXcd', 'abcd', [[2, 3, 2, 2]]],
	['one for one', 'a-b', 'a+b', [[1, 2, 1, 2]]],
	['all left out', 'abc', '', [[0, 3, 0, 0]]],
	['all put in', '', 'abc', [[0, 0, 0, 3]]],
	[
		'two places',
		'a-b-c',
		'a+b+c',
		[
			[1, 2, 1, 2],
			[3, 4, 3, 4],
		],
	],
	[
		'at both ends',
		'xabcx',
		'yabcz',
		[
			[0, 1, 0, 1],
			[4, 5, 4, 5],
		],
	],
])('finds %s', (_what, first, second, hunks) => {
	expect(diff(first, second)).toEqual(hunks.map(([a, b, c, d]) => ({ first: [a, b], second: [c, d] })));
});

it('gives up beyond the limit, and not before', () => {
	expect(diff('abcd', 'wxyz', 8)).toEqual([{ first: [0, 4], second: [0, 4] }]);
	expect(diff('abcd', 'wxyz', 7)).toBeUndefined();
	expect(diff('a', 'a', 0)).toEqual([]);
});

/** Steps of the shortest way, by the textbook's table. */
function fewest(first: readonly number[], second: readonly number[]): number {
	const common = Array.from({ length: first.length + 1 }, () => new Array<number>(second.length + 1).fill(0));
	const at = (row: number, column: number) => common[row]?.[column] ?? 0;
	for (let row = first.length - 1; row >= 0; row--) {
		for (let column = second.length - 1; column >= 0; column--) {
			const best =
				first[row] === second[column]
					? at(row + 1, column + 1) + 1
					: Math.max(at(row + 1, column), at(row, column + 1));
			(common[row] ?? [])[column] = best;
		}
	}
	return first.length + second.length - 2 * at(0, 0);
}

it('leads from one to the other in the fewest steps, with hunks in order that never touch', () => {
	const sequence = fc.array(fc.nat({ max: 3 }), { maxLength: 14 });
	fc.assert(
		fc.property(sequence, sequence, (first, second) => {
			const hunks = diffSequences(first, second, 100) ?? [];
			const built: number[] = [];
			let end = 0;
			for (const { first: a, second: b } of hunks) {
				built.push(...first.slice(end, a[0]), ...second.slice(...b));
				expect(built.length).toBe(b[1]);
				if (end > 0) expect(a[0]).toBeGreaterThan(end);
				end = a[1];
			}
			built.push(...first.slice(end));
			expect(built).toEqual(second);
			const size = (hunk: Hunk) => hunk.first[1] - hunk.first[0] + hunk.second[1] - hunk.second[0];
			expect(hunks.reduce((sum, hunk) => sum + size(hunk), 0)).toBe(fewest(first, second));
		}),
		{ numRuns: 3000 },
	);
});
