import { z } from 'zod';
import type { Session } from '../session.ts';
import { inScope, qualifiedName } from '../snapshot/in-scope.ts';
import { withPinnedSettings } from '../snapshot/with-pinned-settings.ts';

const beyondRows = z.object({
	/** As the server says it, e.g. `15.18 (Debian 15.18-0+deb12u1)`. */
	server_version: z.string(),
	/** They belong to no table, and to no schema; all of them are in the archive. */
	large_objects: z.int(),
	/** Their rows are another server's. */
	foreign_tables: z.array(z.string()),
	/** Their rows are computed anew by a restore. */
	materialized_views: z.array(z.string()),
	/** In the archive and counted, like other tables; a crash of the server empties them. */
	unlogged_tables: z.array(z.string()),
});
export type BeyondRows = z.infer<typeof beyondRows>;

const names = (condition: string) => `ARRAY(SELECT ${qualifiedName('n', 'c.relname')} FROM pg_class c
		JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${condition} AND ${inScope('n')}
		ORDER BY n.nspname, c.relname)`;

const sql = `
	SELECT current_setting('server_version') AS server_version,
		(SELECT count(*)::int FROM pg_largeobject_metadata) AS large_objects,
		${names("c.relkind = 'f'")} AS foreign_tables,
		${names("c.relkind = 'm'")} AS materialized_views,
		${names("c.relkind = 'r' AND c.relpersistence = 'u'")} AS unlogged_tables`;

/**
 * What a database holds beside the rows of its tables.
 * @throws CutterError WRONG_STATE when no transaction is open
 */
export async function readBeyondRows(session: Session, excludeSchemas: readonly string[]): Promise<BeyondRows> {
	const { rows } = await withPinnedSettings(session, () => session.query(sql, [excludeSchemas]));
	return beyondRows.parse(rows[0]);
}
