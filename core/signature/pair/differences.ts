import { canonicalJson } from '../../digest/canonical-json.ts';

export interface Difference {
	/** With dots, from the root that was given. */
	readonly field: string;
	readonly expected: string;
	readonly found: string;
}

/** Where two values differ, leaf by leaf: members of objects, in the order of the expected one and then of the other. */
export function listDifferences(expected: unknown, found: unknown, field: string): Difference[] {
	if (isRecord(expected) && isRecord(found)) {
		const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
		return [...keys].flatMap((key) => listDifferences(expected[key], found[key], `${field}.${key}`));
	}
	const [a, b] = [show(expected), show(found)];
	return a === b ? [] : [{ field, expected: a, found: b }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
	return value === undefined ? 'nothing' : canonicalJson(value);
}
