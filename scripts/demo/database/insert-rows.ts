import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../../../platform/postgres/session.ts';

const rowsPerStatement = 500;

/** Inserts rows by column name; a column that a row does not name becomes NULL, its default notwithstanding. */
export async function insertRows(
	session: Session,
	[schema, table]: readonly [schema: string, table: string],
	rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
	const name = quoteIdentifier(schema, table);
	const text = `INSERT INTO ${name} SELECT * FROM json_populate_recordset(NULL::${name}, $1)`;
	for (let start = 0; start < rows.length; start += rowsPerStatement) {
		await session.query(text, [JSON.stringify(rows.slice(start, start + rowsPerStatement))]);
	}
}
