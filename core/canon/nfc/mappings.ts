import { decodeGroups } from '../unicode/decode-tables.ts';
import { combiningRuns, compositions, exclusions } from '../unicode/tables.ts';
import { composeSyllable, decomposeSyllable } from './hangul.ts';

const FIRST_DECOMPOSABLE = 0xc0;
const undone = decodeGroups(compositions);
const steps = new Map([...undone, ...decodeGroups(exclusions)].map(([from = 0, ...to]) => [from, to] as const));
/** By the second code point, then by the first. */
const composed = new Map<number, Map<number, number>>();
for (const [to = 0, first = 0, second = 0] of undone) {
	composed.set(second, (composed.get(second) ?? new Map()).set(first, to));
}
const classes = readClasses();

/** The canonical combining class; 0 for what starts a cluster. */
export function combiningClass(codePoint: number): number {
	return classes[codePoint] ?? 0;
}

/** The code point that two adjacent ones compose to, if there is one. */
export function compose(first: number, second: number): number | undefined {
	return composed.get(second)?.get(first) ?? composeSyllable(first, second);
}

/** Appends the full canonical decomposition of a code point. */
export function decomposeInto(target: number[], codePoint: number): void {
	const parts = codePoint < FIRST_DECOMPOSABLE ? undefined : (steps.get(codePoint) ?? decomposeSyllable(codePoint));
	if (parts === undefined) target.push(codePoint);
	else for (const part of parts) decomposeInto(target, part);
}

/** True for what a canonical decomposition splits or replaces. */
export function isDecomposable(codePoint: number): boolean {
	return steps.has(codePoint) || decomposeSyllable(codePoint) !== undefined;
}

function readClasses(): Uint8Array {
	const runs = decodeGroups(combiningRuns);
	const [last = 0, length = 0] = runs.at(-1) ?? [];
	const values = new Uint8Array(last + length);
	for (const [first = 0, count = 0, value = 0] of runs) values.fill(value, first, first + count);
	return values;
}
