import type { CheckResult } from '../../contract/outcomes.ts';
import type { Expectation } from '../../contract/plan-check.ts';
import { canonicalJson, NotCanonical } from '../digest/canonical-json.ts';
import type { QueryCheck, Row } from './frozen-check.ts';
import { Undecidable } from './undecidable.ts';

/** What a check's statement gave: rows as JSON objects, or the reason it could not be read. */
export type CheckReading =
	| { readonly kind: 'rows'; readonly rows: readonly Row[] }
	| { readonly kind: 'unreadable'; readonly reason: string };

/** Compares structures. A statement that could not run is `error`: it says nothing about the database. */
export function judgeCheck(
	check: Pick<QueryCheck, 'id' | 'title' | 'expect' | 'on_error' | 'findDifferences'>,
	reading: CheckReading,
	connection: CheckResult['connection'],
): CheckResult {
	const base = { id: check.id, title: check.title, connection };
	const undecided = (why: string): CheckResult => ({
		...base,
		outcome: 'error',
		message: `could not be decided: ${why}${check.on_error ? `. ${check.on_error}` : ''}`,
	});
	if (reading.kind === 'unreadable') return undecided(reading.reason);
	const expected = describe(check.expect);
	let seen: string;
	try {
		seen = observe(check.expect, check.findDifferences?.(reading.rows) ?? reading.rows);
	} catch (error) {
		if (error instanceof Undecidable) return undecided(error.message);
		if (!(error instanceof NotCanonical)) throw error;
		return undecided(`the value at ${error.message}`);
	}
	if (seen === expected) return { ...base, outcome: 'pass', message: `as expected: ${shorten(seen)}` };
	return { ...base, outcome: 'fail', message: `expected ${shorten(expected)}, found ${shorten(seen)}` };
}

function describe(expect: Expectation): string {
	if ('scalar' in expect) return canonicalJson(expect.scalar);
	if ('row' in expect) return canonicalJson([expect.row]);
	if ('rows' in expect) return canonicalJson(expect.rows);
	if ('set' in expect) return asSet(expect.set);
	return canonicalJson([]);
}

function observe(expect: Expectation, rows: readonly Row[]): string {
	if ('scalar' in expect) {
		const [row] = rows;
		const values = row ? Object.values(row) : [];
		// Anything but one value is shown whole, so that it can never equal a scalar.
		return rows.length === 1 && values.length === 1
			? canonicalJson(values[0])
			: `${rows.length} row(s) ${canonicalJson(rows)}`;
	}
	// A set has one column; with more, rows are shown whole and equal no set.
	if ('set' in expect && rows.every((row) => Object.keys(row).length === 1)) {
		return asSet(rows.flatMap((row) => Object.values(row)));
	}
	return canonicalJson(rows);
}

function asSet(values: readonly unknown[]): string {
	return `{${values
		.map((value) => canonicalJson(value))
		.sort()
		.join(', ')}}`;
}

function shorten(text: string): string {
	return text.length <= 600 ? text : `${text.slice(0, 600)}… (${text.length} characters)`;
}
