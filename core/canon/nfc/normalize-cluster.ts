import { combiningClass, compose } from './mappings.ts';

/** Decomposed code points in place: marks into canonical order, then composed (UAX #15, section 1.3). */
export function normalizeCluster(codePoints: number[]): void {
	orderMarks(codePoints);
	composeAll(codePoints);
}

/** Each run of marks sorted by combining class; equal classes keep their order, which is part of the text. */
function orderMarks(codePoints: number[]): void {
	for (let at = 0; at < codePoints.length; at++) {
		if (combiningClass(codePoints[at] ?? 0) === 0) continue;
		const start = at;
		let isOrdered = true;
		while (at + 1 < codePoints.length && combiningClass(codePoints[at + 1] ?? 0) !== 0) {
			if (combiningClass(codePoints[at] ?? 0) > combiningClass(codePoints[at + 1] ?? 0)) isOrdered = false;
			at++;
		}
		if (!isOrdered) sortByClass(codePoints, start, at + 1);
	}
}

/** A sort by counting: the marks on one letter may be a million, and the time stays in proportion. */
function sortByClass(codePoints: number[], start: number, end: number): void {
	const byClass: number[][] = [];
	for (const mark of codePoints.slice(start, end)) {
		const value = combiningClass(mark);
		const marks = byClass[value];
		if (marks === undefined) byClass[value] = [mark];
		else marks.push(mark);
	}
	let at = start;
	for (const marks of byClass) for (const mark of marks ?? []) codePoints[at++] = mark;
}

function composeAll(codePoints: number[]): void {
	let starter = -1;
	let lastClass = 0;
	let length = 0;
	for (const codePoint of codePoints) {
		const value = combiningClass(codePoint);
		// What stands between blocks, unless it is a mark of a lower class.
		const isBlocked = starter !== length - 1 && lastClass >= value;
		const composite = starter < 0 || isBlocked ? undefined : compose(codePoints[starter] ?? 0, codePoint);
		if (composite !== undefined) {
			codePoints[starter] = composite;
			continue;
		}
		if (value === 0) starter = length;
		lastClass = value;
		codePoints[length++] = codePoint;
	}
	while (codePoints.length > length) codePoints.pop();
}
