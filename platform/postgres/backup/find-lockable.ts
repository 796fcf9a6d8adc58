import { z } from 'zod';
import type { Session } from '../session.ts';
import type { ListedTable } from '../snapshot/list-tables.ts';

/** Those tables that this session's role may lock: it has SELECT on them and USAGE on their schema. */
export async function findLockable(session: Session, tables: readonly ListedTable[]): Promise<ListedTable[]> {
	const { rows } = await session.query(
		`SELECT c.oid FROM pg_catalog.pg_class c WHERE c.oid = ANY ($1::oid[])
			AND pg_catalog.has_table_privilege(c.oid, 'SELECT') AND pg_catalog.has_schema_privilege(c.relnamespace, 'USAGE')`,
		[tables.map(({ oid }) => oid)],
	);
	const lockable = new Set(rows.map((row) => z.int().parse(row['oid'])));
	return tables.filter(({ oid }) => lockable.has(oid));
}
