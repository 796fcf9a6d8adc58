import { z } from 'zod';
import type { WriteCounters } from '../../../core/closeout/subtract-counters.ts';
import type { Session } from '../session.ts';

const countersRow = z.object({
	table: z.string(),
	inserted: z.coerce.number().pipe(z.int()),
	updated: z.coerce.number().pipe(z.int()),
	deleted: z.coerce.number().pipe(z.int()),
});

// Directus writes of its own accord: logins, activity, revisions. They are no part of the subject.
const sql = String.raw`
	SELECT quote_ident(schemaname) || '.' || quote_ident(relname) AS "table",
		n_tup_ins::text AS inserted, n_tup_upd::text AS updated, n_tup_del::text AS deleted
	FROM pg_catalog.pg_stat_user_tables
	WHERE schemaname <> ALL ($1::text[]) AND NOT (schemaname = 'public' AND (relname = $2 OR relname LIKE 'directus\_%'))
	ORDER BY 1`;

/** How often the subject's tables were written to, whoever did; open to every role. */
export async function readWriteCounters(
	session: Session,
	{ excludeSchemas, approvals }: { readonly excludeSchemas: readonly string[]; readonly approvals: string },
): Promise<WriteCounters[]> {
	const { rows } = await session.query(sql, [excludeSchemas, approvals]);
	return rows.map((row) => countersRow.parse(row));
}
