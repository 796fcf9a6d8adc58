import { expect, it } from 'vitest';
import { type ColumnSnapshot, compareColumns } from '../../../core/snapshot/compare-columns.ts';

const of = (values: Record<string, string | null>): ColumnSnapshot => {
	const known = Object.values(values)
		.filter((value) => value !== null)
		.sort();
	return {
		rows: Object.entries(values).map(([key, value]) => ({ key, value })),
		min: known[0] ?? null,
		max: known.at(-1) ?? null,
		distinct: new Set(known).size,
	};
};

it.each([
	['nothing', of({ a: '1' }), of({ a: '1' }), { rows_unchanged: 1, rows_changed: 0, rows_added: 0, rows_removed: 0 }],
	['a new value', of({ a: '1' }), of({ a: '2' }), { rows_changed: 1, rows_unchanged: 0, rows_removed: 0 }],
	['a value that became NULL', of({ a: '1' }), of({ a: null }), { rows_changed: 1 }],
	['a value that was NULL', of({ a: null }), of({ a: '1' }), { rows_changed: 1, rows_added: 0 }],
	['NULL that stayed NULL', of({ a: null }), of({ a: null }), { rows_unchanged: 1, rows_changed: 0 }],
	[
		'a row more, a row less',
		of({ a: '1', b: '1' }),
		of({ b: '1', c: '1' }),
		{ rows_added: 1, rows_removed: 1, rows_unchanged: 1 },
	],
	[
		'all stamped at once',
		of({ a: '1', b: '2', c: '3' }),
		of({ a: '9', b: '9', c: '9' }),
		{
			rows_changed: 3,
			distinct: { before: 3, after: 1 },
			min: { before: '1', after: '9' },
			max: { before: '3', after: '9' },
		},
	],
])('measures %s', (_what, before, after, expected) => {
	expect(compareColumns(before, after)).toMatchObject(expected);
});
