import type { CanonicalText } from '../canonicalize.ts';
import { Differences, type Stretch } from './collect-differences.ts';
import { compareLines } from './compare-lines.ts';
import { diffSequences, type Hunk } from './diff-sequences.ts';
import { skeletonOf } from './families.ts';
import { TextLines } from './text-lines.ts';

/** Lines put in or left out that are looked for one by one; in texts further apart they are compared by their place. */
const LIMIT = 1000;

/** How two canonical texts differ: line by line first, then code point by code point within lines that changed. */
export function findDifferences(first: CanonicalText, second: CanonicalText): Differences {
	const one = new TextLines(first);
	const other = new TextLines(second);
	const differences = new Differences(one, other);
	let here = 0;
	let there = 0;
	const compareUpTo = (end: number) => {
		for (; here < end; here++, there++) comparePair(one, other, here, there, differences);
	};
	for (const hunk of alignLines(one.lines, other.lines)) {
		compareUpTo(hunk.first[0]);
		addLines(hunk, one, other, differences);
		here = hunk.first[1];
		there = hunk.second[1];
	}
	compareUpTo(one.lines.length);
	return differences;
}

/** Where lines stand in one text only. Lines with the same skeleton count as the same. */
function alignLines(first: readonly string[], second: readonly string[]): Hunk[] {
	const numbers = new Map<string, number>();
	const numberOf = (line: string) => {
		const skeleton = skeletonOf(line);
		const known = numbers.get(skeleton) ?? numbers.size;
		numbers.set(skeleton, known);
		return known;
	};
	const hunks = diffSequences(first.map(numberOf), second.map(numberOf), LIMIT);
	return hunks ?? [{ first: [0, first.length], second: [0, second.length] }];
}

/** As many lines for as many are the same lines, changed. */
function addLines({ first, second }: Hunk, one: TextLines, other: TextLines, differences: Differences): void {
	const count = first[1] - first[0];
	if (count === second[1] - second[0]) {
		for (let at = 0; at < count; at++) comparePair(one, other, first[0] + at, second[0] + at, differences);
		return;
	}
	differences.addChange(stretchOf(one, first), stretchOf(other, second));
}

function comparePair(one: TextLines, other: TextLines, here: number, there: number, differences: Differences): void {
	const first = { line: here, text: one.lines[here] ?? '' };
	const second = { line: there, text: other.lines[there] ?? '' };
	if (first.text !== second.text) compareLines({ first, second }, differences);
}

function stretchOf({ lines }: TextLines, [start, end]: readonly [number, number]): Stretch {
	return {
		line: start,
		column: 0,
		text: lines.slice(start, end).find((line) => line !== '') ?? '',
		lines: end - start,
	};
}
