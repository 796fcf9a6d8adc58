import { z } from 'zod';
import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../session.ts';

/** Columns that say what a row is, in this order; the decision backlog's tables have them. */
const telling = ['kind', 'change_kind', 'status', 'to_status'];
/** A table of business data may have thousands of kinds; a report has room for these. */
const most = 50;
const itemRow = z.object({ what: z.string(), count: z.int() });

/**
 * Counts a table's rows by what they are, for a table whose number of rows nobody can know beforehand: the decision
 * backlog holds one entry for each signal that was raised.
 * @returns nothing for a table without such columns
 */
export async function readItems(
	session: Session,
	{ schema, name }: { readonly schema: string; readonly name: string },
): Promise<z.infer<typeof itemRow>[]> {
	const { rows: found } = await session.query(
		`SELECT attname::text AS name FROM pg_catalog.pg_attribute
		WHERE attrelid = to_regclass($1) AND attname = ANY ($2::text[]) AND attnum > 0 AND NOT attisdropped`,
		[quoteIdentifier(schema, name), telling],
	);
	const present = new Set(found.map((row) => z.string().parse(row['name'])));
	const columns = telling.filter((column) => present.has(column));
	if (columns.length === 0) return [];
	const what = columns.map((column) => `coalesce(${quoteIdentifier(column)}::text, 'none')`).join(" || ', ' || ");
	const { rows } = await session.query(
		`SELECT ${what} AS what, count(*)::int AS count FROM ${quoteIdentifier(schema, name)} GROUP BY 1 ORDER BY 1 LIMIT ${most}`,
	);
	return rows.map((row) => itemRow.parse(row));
}
