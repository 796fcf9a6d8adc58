/** Runs of equal values in the order of code points: a length in base 36, then the value as a capital (A is 0). */
export function decodeRuns(encoded: string, size: number): Uint8Array {
	const values = new Uint8Array(size);
	let at = 0;
	for (const [, length = '', value = ''] of encoded.matchAll(/([0-9a-z]+)([A-Z])/g)) {
		const end = at + Number.parseInt(length, 36);
		values.fill(value.charCodeAt(0) - 65, at, end);
		at = end;
	}
	return values;
}

/** Groups of numbers in base 36, as `1a.2.3 4.5`; the first of each group counts from the first of the group before. */
export function decodeGroups(encoded: string): number[][] {
	let at = 0;
	return encoded.split(' ').map((group) => {
		const [step = 0, ...rest] = group.split('.').map((digits) => Number.parseInt(digits, 36));
		at += step;
		return [at, ...rest];
	});
}
