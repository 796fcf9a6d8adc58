import { z } from 'zod';
import type { Session } from '../session.ts';
import { inScope, qualifiedName } from './in-scope.ts';
import { withPinnedSettings } from './with-pinned-settings.ts';

const listedTable = z.object({
	/** `schema.table`, quoted where PostgreSQL would quote. */
	table: z.string(),
	schema: z.string(),
	name: z.string(),
	/** A partitioned table holds no rows itself: its leaves, which are ordinary, are counted. */
	kind: z.enum(['ordinary', 'partitioned']),
	oid: z.int(),
	/** As it is on disk now, even in an older snapshot; null for partitioned tables and for one dropped meanwhile. */
	file_node: z.int().nullable(),
	/** Size of the main fork, to spread work; null like `file_node`. */
	size_bytes: z.number().nullable(),
	/** The current role may SELECT from it and has USAGE on its schema. */
	readable: z.boolean(),
	/** Row security would hide rows from the current role. */
	row_security: z.boolean(),
	/** The extension that brought it, whose rows pg_dump may leave to CREATE EXTENSION. */
	extension: z.string().nullable(),
	/** A partition of it is a foreign table: reading it whole would ask another server. */
	partly_foreign: z.boolean(),
});
export type ListedTable = z.infer<typeof listedTable>;

const sql = `
	SELECT ${qualifiedName('n', 'c.relname')} AS "table",
		n.nspname::text AS schema,
		c.relname::text AS name,
		CASE c.relkind WHEN 'p' THEN 'partitioned' ELSE 'ordinary' END AS kind,
		c.oid,
		pg_relation_filenode(c.oid) AS file_node,
		CASE c.relkind WHEN 'r' THEN pg_relation_size(c.oid)::float8 END AS size_bytes,
		coalesce(has_table_privilege(c.oid, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE'), false) AS readable,
		row_security_active(c.oid) AS row_security,
		e.extname::text AS extension,
		c.relkind = 'p' AND c.oid IN (SELECT a.relid FROM pg_class f, pg_partition_ancestors(f.oid) AS a(relid)
			WHERE f.relkind = 'f' AND f.relispartition) AS partly_foreign
	FROM pg_class c
	JOIN pg_namespace n ON n.oid = c.relnamespace
	LEFT JOIN pg_depend d
		ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0 AND d.deptype = 'e'
	LEFT JOIN pg_extension e ON e.oid = d.refobjid
	WHERE c.relkind IN ('r', 'p') AND ${inScope('n')}
	ORDER BY n.nspname, c.relname`;

/**
 * Every ordinary and partitioned table of the subject, also those that the current role cannot read. No foreign table:
 * its rows are another server's. No temporary one, whose schema is PostgreSQL's own: it ends with its session.
 * Sizes take a short lock on each table and so wait for DDL in progress: where that matters, set a lock_timeout.
 * @throws CutterError WRONG_STATE when no transaction is open
 */
export async function listTables(
	session: Session,
	{ excludeSchemas }: { readonly excludeSchemas: readonly string[] },
): Promise<ListedTable[]> {
	const { rows } = await withPinnedSettings(session, () => session.query(sql, [excludeSchemas]));
	return rows.map((row) => listedTable.parse(row));
}
