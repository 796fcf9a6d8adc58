import { z } from 'zod';
import { digestOf } from '../../../core/digest/sha256.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../session.ts';
import { assertTablesReadable } from './assert-tables-readable.ts';
import type { ListedTable } from './list-tables.ts';
import { shareOut } from './share-out.ts';
import { withPinnedSettings } from './with-pinned-settings.ts';

export interface ContentDigest {
	/** `schema.table`, quoted where PostgreSQL would quote. */
	readonly table: string;
	readonly rows: number;
	/** Equal exactly when names of the columns and the multiset of rows are equal; neither order counts. */
	readonly sha256: string;
}

const digestRow = z.object({ rows: z.coerce.number().pipe(z.int()), content: z.string() });
const columnsRow = z.object({ oid: z.int(), columns: z.array(z.string()) });

/**
 * Hashes every row, sorts the hashes and hashes them again, so that no order matters and a duplicate does.
 * Of a partitioned table it reads all leaves; of a table that others inherit from, its own rows only.
 * @throws CutterError GATE_NOT_MET when the table is unreadable, hidden by row security, or partly on another server
 * @throws CutterError WRONG_STATE when no transaction is open
 */
export async function readContentDigest(
	session: Session,
	table: ListedTable,
	{ exceptColumns = [] }: { readonly exceptColumns?: readonly string[] } = {},
): Promise<ContentDigest> {
	await assertReadableHere(session, [table]);
	return await withPinnedSettings(session, async () => {
		const columns = (await readColumnNames(session, [table])).get(table.oid) ?? [];
		const kept = columns.filter((name) => !exceptColumns.includes(name));
		return digestTable(session, table, kept);
	});
}

/**
 * The same of many tables, spread over sessions that are in transactions on one and the same exported snapshot.
 * The order is that of `tables`.
 */
export async function readContentDigests(
	sessions: readonly Session[],
	tables: readonly ListedTable[],
): Promise<ContentDigest[]> {
	const [first] = sessions;
	if (first === undefined) throw new TypeError('reading content needs at least one session');
	await assertReadableHere(first, tables);
	const columns = await withPinnedSettings(first, () => readColumnNames(first, tables));
	const digests = new Map<number, ContentDigest>();
	const bySize = tables.toSorted((a, b) => (b.size_bytes ?? 0) - (a.size_bytes ?? 0));
	await shareOut(bySize, sessions, async (session, table) => {
		digests.set(table.oid, await digestTable(session, table, columns.get(table.oid) ?? []));
	});
	return tables.flatMap(({ oid }) => digests.get(oid) ?? []);
}

async function assertReadableHere(session: Session, tables: readonly ListedTable[]): Promise<void> {
	await assertTablesReadable(session, tables);
	const foreign = tables.filter(({ partly_foreign }) => partly_foreign).map(({ table }) => table);
	if (foreign.length === 0) return;
	throw new CutterError(
		'GATE_NOT_MET',
		`The content of ${foreign.join(', ')} cannot be digested: a partition is a foreign table, whose rows another server has.`,
		{ foreign },
	);
}

async function readColumnNames(session: Session, tables: readonly ListedTable[]): Promise<Map<number, string[]>> {
	const { rows } = await session.query(
		`SELECT a.attrelid AS oid, array_agg(a.attname::text ORDER BY a.attname) AS columns FROM pg_attribute a
		WHERE a.attrelid = ANY ($1::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
		GROUP BY a.attrelid`,
		[tables.map(({ oid }) => oid)],
	);
	return new Map(rows.map((row) => columnsRow.parse(row)).map(({ oid, columns }) => [oid, columns]));
}

async function digestTable(session: Session, table: ListedTable, columns: readonly string[]): Promise<ContentDigest> {
	const { rows } = await session.query(digestSql(table, columns));
	const { rows: count, content } = digestRow.parse(rows[0]);
	return { table: table.table, rows: count, sha256: digestOf({ columns, content }) };
}

/**
 * A row as text tells NULL from the empty text and quotes what could pass for a border between values.
 * OFFSET 0 keeps the planner from writing the hash in place of each of its three mentions: it halves the time.
 * The hashes are joined in 256 parts by their first byte, because one value holds 1 GB at most: 33 million of them.
 */
function digestSql({ schema, name, kind }: ListedTable, columns: readonly string[]): string {
	const values = columns.map((column) => `t.${quoteIdentifier(column)}`).join(', ');
	const source = `${kind === 'partitioned' ? '' : 'ONLY '}${quoteIdentifier(schema, name)}`;
	return `
		SELECT coalesce(sum(part.rows), 0)::text AS rows,
			encode(sha256(coalesce(string_agg(part.digest, '' ORDER BY part.first), '')), 'hex') AS content
		FROM (
			SELECT get_byte(hashed.row, 0) AS first, count(*) AS rows,
				sha256(string_agg(hashed.row, '' ORDER BY hashed.row)) AS digest
			FROM (SELECT sha256(convert_to(ROW(${values})::text, 'UTF8')) AS row FROM ${source} t OFFSET 0) hashed
			GROUP BY 1
		) part`;
}
