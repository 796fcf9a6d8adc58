import type { Normalization } from './derive-normalization.ts';

/** @see decodeRuns in core/canon/unicode/decode-tables.ts */
export function encodeRuns(values: Uint8Array): string {
	let encoded = '';
	for (let at = 0; at < values.length; ) {
		const value = values[at] ?? 0;
		let end = at + 1;
		while (end < values.length && values[end] === value) end++;
		encoded += (end - at).toString(36) + String.fromCharCode(65 + value);
		at = end;
	}
	return encoded;
}

/** @see decodeGroups in core/canon/unicode/decode-tables.ts */
export function encodeGroups(groups: readonly (readonly number[])[]): string {
	let before = 0;
	return groups
		.toSorted(([a = 0], [b = 0]) => a - b)
		.map(([first = 0, ...rest]) => {
			const step = first - before;
			before = first;
			return [step, ...rest].map((value) => value.toString(36)).join('.');
		})
		.join(' ');
}

/** Runs of one combining class: first code point, length, class. */
export function classRuns({ classes }: Normalization): number[][] {
	const runs: number[][] = [];
	for (const [codePoint, value] of [...classes].sort(([a], [b]) => a - b)) {
		const last = runs.at(-1);
		const [first = 0, length = 0, of = 0] = last ?? [];
		if (last !== undefined && first + length === codePoint && of === value) last[1] = length + 1;
		else runs.push([codePoint, 1, value]);
	}
	return runs;
}
