import { z } from 'zod';
import { digestOf } from '../../../core/digest/sha256.ts';
import { quoteIdentifier } from '../quote-identifier.ts';
import type { Session } from '../session.ts';
import { assertTablesReadable } from './assert-tables-readable.ts';
import type { ListedTable } from './list-tables.ts';
import { withPinnedSettings } from './with-pinned-settings.ts';

export interface ContentDigest {
	readonly table: string;
	readonly rows: number;
	/** Equal exactly when names of the columns and the multiset of rows are equal; neither order counts. */
	readonly sha256: string;
}

const digestRow = z.object({ rows: z.coerce.number().pipe(z.int()), content: z.string() });

/**
 * Hashes every row, sorts the hashes and hashes them again, so that no order matters and a duplicate does.
 * Of a partitioned table it reads all leaves; of a table that others inherit from, its own rows only.
 * @throws CutterError GATE_NOT_MET when the table is unreadable or hidden by row security
 * @throws CutterError WRONG_STATE when no transaction is open
 */
export async function readContentDigest(
	session: Session,
	table: ListedTable,
	{ exceptColumns = [] }: { readonly exceptColumns?: readonly string[] } = {},
): Promise<ContentDigest> {
	await assertTablesReadable(session, [table]);
	return await withPinnedSettings(session, async () => {
		const columns = (await readColumnNames(session, table)).filter((name) => !exceptColumns.includes(name));
		const { rows } = await session.query(digestSql(table, columns));
		const { rows: count, content } = digestRow.parse(rows[0]);
		return { table: table.table, rows: count, sha256: digestOf({ columns, content }) };
	});
}

async function readColumnNames(session: Session, { schema, name }: ListedTable): Promise<string[]> {
	const { rows } = await session.query(
		`SELECT a.attname::text AS name FROM pg_attribute a
		JOIN pg_class c ON c.oid = a.attrelid
		JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped
		ORDER BY a.attname`,
		[schema, name],
	);
	return rows.map((row) => z.string().parse(row['name']));
}

/** The hashes are joined in 256 parts by their first byte, because one value holds 1 GB at most: 33 million of them. */
function digestSql({ schema, name, kind }: ListedTable, columns: readonly string[]): string {
	const values = columns.map((column) => `t.${quoteIdentifier(column)}`).join(', ');
	const source = `${kind === 'partitioned' ? '' : 'ONLY '}${quoteIdentifier(schema, name)}`;
	return `
		SELECT coalesce(sum(part.rows), 0)::text AS rows,
			encode(sha256(coalesce(string_agg(part.digest, '' ORDER BY part.first), '')), 'hex') AS content
		FROM (
			SELECT get_byte(hashed.row, 0) AS first, count(*) AS rows,
				sha256(string_agg(hashed.row, '' ORDER BY hashed.row)) AS digest
			FROM (SELECT sha256(convert_to(ROW(${values})::text, 'UTF8')) AS row FROM ${source} t) hashed
			GROUP BY 1
		) part`;
}
