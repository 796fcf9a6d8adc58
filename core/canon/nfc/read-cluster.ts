import { JOINS, propertyOf } from '../unicode/properties.ts';
import { unitLength } from '../utf8/byte-length.ts';
import { codePointAt } from '../utf8/code-units.ts';
import { combiningClass, compose, decomposeInto } from './mappings.ts';
import { normalizeCluster } from './normalize-cluster.ts';

/** The smallest stretch of text that NFC can be decided on alone: a starter, what composes with it, and the marks after it. */
export interface Cluster {
	/** Where the next one begins. */
	readonly end: number;
	/** Its code points in NFC. */
	readonly normalized: readonly number[];
}

/** Reads the cluster that begins at `start`. */
export function readCluster(units: Uint16Array, start: number): Cluster {
	return readComposing(units, start) ?? readAny(units, start);
}

/**
 * The common case, without lists: an ASCII letter with marks in order, all of which compose. Marks out of order do not
 * compose one by one: what a composite comes apart into is in order.
 */
function readComposing(units: Uint16Array, start: number): Cluster | undefined {
	let composed = units[start] ?? 0;
	if (composed >= 0x80) return undefined;
	let end = start + 1;
	for (; end < units.length; end++) {
		// A surrogate has no properties: where a mark beyond the BMP follows, the list takes over below.
		const mark = units[end] ?? 0;
		if ((propertyOf(mark) & JOINS) === 0) break;
		const next = compose(composed, mark);
		if (next === undefined) return undefined;
		composed = next;
	}
	return joinsAt(units, end) ? undefined : { end, normalized: [composed] };
}

function readAny(units: Uint16Array, start: number): Cluster {
	const parts: number[] = [];
	let end = start;
	let codePoint = codePointAt(units, start);
	do {
		decomposeInto(parts, codePoint);
		end += unitLength(codePoint);
		codePoint = codePointAt(units, end);
	} while (isPartOf(parts, codePoint));
	normalizeCluster(parts);
	return { end, normalized: parts };
}

/** A mark always belongs to what stands before it; a starter only if the two compose, so that nothing may stand between. */
function isPartOf(parts: number[], codePoint: number): boolean {
	if ((propertyOf(codePoint) & JOINS) === 0) return false;
	if (combiningClass(codePoint) !== 0) return true;
	const decomposed: number[] = [];
	decomposeInto(decomposed, codePoint);
	const [first = codePoint] = decomposed;
	// Not marks themselves, and yet marks is what they stand for: U+0F73, U+0F75, U+0F81.
	if (combiningClass(first) !== 0) return true;
	normalizeCluster(parts);
	return compose(parts.at(-1) ?? 0, first) !== undefined;
}

/** True where what stands at `at` may have to do with what stands before it. */
export function joinsAt(units: Uint16Array, at: number): boolean {
	return (propertyOf(codePointAt(units, at)) & JOINS) !== 0;
}
