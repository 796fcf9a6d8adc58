import type { LedgerRow } from './ledger-row.ts';

export interface Difference {
	readonly expected: string;
	readonly found: string;
}

const fields = ['kind', 'recorded_at', 'actor', 'prev', 'hash'] as const;

/** Longer values are cut: a fault is a line, not a document. */
const shown = 200;

/** What differs between a record's copy and the record, field by field; null when nothing does. */
export function describeDifference(copy: LedgerRow, row: LedgerRow): Difference | null {
	const differing = [
		...fields
			.filter((field) => copy[field] !== row[field])
			.map((field) => ({ at: field, expected: copy[field], found: row[field] })),
		...differencesOf(copy.body, row.body, 'body'),
	];
	if (differing.length === 0) return null;
	return {
		expected: differing.map(({ at, expected }) => `${at} ${show(expected)}`).join(', '),
		found: differing.map(({ at, found }) => `${at} ${show(found)}`).join(', '),
	};
}

interface Differing {
	readonly at: string;
	readonly expected: unknown;
	readonly found: unknown;
}

function differencesOf(expected: unknown, found: unknown, at: string): Differing[] {
	if (Object.is(expected, found)) return [];
	if (!isBranch(expected) || !isBranch(found) || Array.isArray(expected) !== Array.isArray(found))
		return [{ at, expected, found }];
	const keys = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
	return keys.flatMap((key) =>
		differencesOf(expected[key], found[key], Array.isArray(expected) ? `${at}[${key}]` : `${at}.${key}`),
	);
}

function isBranch(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
	const text = JSON.stringify(value) ?? '(nothing)';
	return text.length > shown ? `${text.slice(0, shown)}…` : text;
}
