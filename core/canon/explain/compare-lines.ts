import { textOf } from '../utf8/text-of.ts';
import { type Differences, sharedFamily } from './collect-differences.ts';
import { diffSequences, type Hunk } from './diff-sequences.ts';
import { familyOf, skeletonOf } from './families.ts';

/** Insertions and deletions looked for within a line; a line with more of them is another line. */
const LIMIT = 200;

/** One line of each text, and its number from 0. */
export interface LinePair {
	readonly first: { readonly line: number; readonly text: string };
	readonly second: { readonly line: number; readonly text: string };
}

/** Records how two lines that stand for each other differ. */
export function compareLines(pair: LinePair, differences: Differences): void {
	const first = codePointsOf(pair.first.text);
	const second = codePointsOf(pair.second.text);
	if (skeletonOf(pair.first.text) === skeletonOf(pair.second.text)) {
		walkSkeleton(first, second, pair, differences);
		return;
	}
	const hunks = diffSequences(first, second, LIMIT);
	const changed = (hunks ?? []).reduce((sum, hunk) => sum + sizeOf(hunk), 0);
	const isOther = hunks === undefined || 2 * changed > first.length + second.length;
	const whole: Hunk = { first: [0, first.length], second: [0, second.length] };
	for (const hunk of isOther ? [whole] : hunks) addHunk(hunk, first, second, pair, differences);
}

/** Lines of one skeleton differ by lookalikes alone: they can be read side by side, however many there are. */
function walkSkeleton(
	first: number[],
	second: number[],
	{ first: a, second: b }: LinePair,
	differences: Differences,
): void {
	let here = 0;
	let there = 0;
	while (here < first.length || there < second.length) {
		const one = first[here] ?? null;
		const other = second[there] ?? null;
		const isLeftOut = isInvisible(one) && !isInvisible(other);
		const isPutIn = isInvisible(other) && !isInvisible(one);
		if (one !== other) {
			const at = [
				{ line: a.line, column: here },
				{ line: b.line, column: there },
			] as const;
			differences.addExchange(isPutIn ? null : one, isLeftOut ? null : other, at);
		}
		if (!isPutIn) here++;
		if (!isLeftOut) there++;
	}
}

function addHunk(
	hunk: Hunk,
	first: number[],
	second: number[],
	{ first: a, second: b }: LinePair,
	differences: Differences,
): void {
	const one = first.slice(...hunk.first);
	const other = second.slice(...hunk.second);
	const here = { line: a.line, column: hunk.first[0] };
	const there = { line: b.line, column: hunk.second[0] };
	if (!isExchange(one, other)) {
		const stretch = (spot: typeof here, codePoints: number[]) => ({ ...spot, text: textOf(codePoints), lines: 0 });
		differences.addChange(stretch(here, one), stretch(there, other));
		return;
	}
	for (let index = 0; index < Math.max(one.length, other.length); index++) {
		const at = [
			{ ...here, column: here.column + index },
			{ ...there, column: there.column + index },
		] as const;
		differences.addExchange(one[index] ?? null, other[index] ?? null, at);
	}
}

/** One for one: a single code point for a single other, or each for its lookalike; an invisible one for nothing. */
function isExchange(one: number[], other: number[]): boolean {
	if (one.length === 0) return other.every(isInvisible);
	if (other.length === 0) return one.every(isInvisible);
	if (one.length !== other.length) return false;
	return one.length === 1 || one.every((codePoint, index) => sharedFamily(codePoint, other[index] ?? null) !== null);
}

function isInvisible(codePoint: number | null): boolean {
	return codePoint !== null && familyOf(codePoint) === 'invisible';
}

function sizeOf({ first, second }: Hunk): number {
	return first[1] - first[0] + second[1] - second[0];
}

function codePointsOf(text: string): number[] {
	return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}
