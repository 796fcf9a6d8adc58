import { z } from 'zod';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import type { ColumnSnapshot } from '../../../core/snapshot/compare-columns.ts';
import { compareText } from '../../../core/snapshot/compare-text.ts';
import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../session.ts';
import { assertTablesReadable } from './assert-tables-readable.ts';
import type { ListedTable } from './list-tables.ts';
import { withPinnedSettings } from './with-pinned-settings.ts';

const keyed = z.object({ key: z.string().nullable(), value: z.string().nullable() });

/** SQLSTATEs of a column that is not there, and of a type without an order. */
const unusable: unknown[] = ['42703', '42883'];

/**
 * The values of one column by key, all in memory; times are in UTC. The column's type needs an order (json has none).
 * @throws CutterError INVALID_INPUT when a column is missing or has no order, and when the key is NULL somewhere or not
 * unique: rows could not be matched
 * @throws CutterError GATE_NOT_MET when the table is unreadable or hidden by row security
 * @throws CutterError WRONG_STATE when no transaction is open
 */
export async function readColumnSnapshot(
	session: Session,
	table: ListedTable,
	keyColumn: string,
	valueColumn: string,
): Promise<ColumnSnapshot> {
	await assertTablesReadable(session, [table]);
	const source = `${table.kind === 'partitioned' ? '' : 'ONLY '}${quoteIdentifier(table.schema, table.name)}`;
	const [key, value] = [`t.${quoteIdentifier(keyColumn)}`, `t.${quoteIdentifier(valueColumn)}`];
	const { rows } = await withPinnedSettings(session, () =>
		session.query(`SELECT ${key}::text AS key, ${value}::text AS value FROM ${source} t ORDER BY ${value}`),
	).catch((error: unknown) => {
		if (!(error instanceof Error && 'code' in error && unusable.includes(error.code))) throw error;
		throw new CutterError(
			'INVALID_INPUT',
			`${table.table}.${valueColumn} cannot be compared by key: ${error.message}.`,
		);
	});
	const read = rows.map((row) => keyed.parse(row));
	// Sorted by the type's own order, so the ends are the extremes; NULL sorts last.
	const values = read.flatMap((row) => (row.value === null ? [] : [row.value]));
	return {
		rows: matchable(read, `${table.table}.${keyColumn}`),
		min: values[0] ?? null,
		max: values.at(-1) ?? null,
		distinct: new Set(values).size,
	};
}

function matchable(rows: readonly z.infer<typeof keyed>[], column: string): ColumnSnapshot['rows'] {
	const sorted = rows.map(({ key, value }) => {
		if (key === null) throw new CutterError('INVALID_INPUT', `${column} is no key: it is NULL in a row`, { column });
		return { key, value };
	});
	sorted.sort((a, b) => compareText(a.key, b.key));
	for (const [index, { key }] of sorted.entries()) {
		if (sorted[index + 1]?.key !== key) continue;
		throw new CutterError('INVALID_INPUT', `${column} is no key: a value occurs more than once`, { column });
	}
	return sorted;
}
