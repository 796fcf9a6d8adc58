import { z } from 'zod';
import type { SubjectMark } from '../../../core/backup/find-moved.ts';
import type { Session } from '../session.ts';
import { inScope, qualifiedName } from '../snapshot/in-scope.ts';
import { withPinnedSettings } from '../snapshot/with-pinned-settings.ts';

const mark = z.object({ name: z.string(), mark: z.string() });

/**
 * Tables by OID and file node; views by the row version of their rule, functions by that of their own: a definition
 * that was replaced and put back has another one, and pg_dump may have read what stood in between.
 * A materialized view may be refreshed meanwhile: its rows are in no dump.
 */
const sql = `
	SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'view ' WHEN 'S' THEN 'sequence ' WHEN 'f' THEN 'foreign table '
			WHEN 'c' THEN 'type ' ELSE 'table ' END || ${qualifiedName('n', 'c.relname')} AS name,
		concat_ws('/', c.oid,
			CASE WHEN c.relkind = 'r' THEN pg_relation_filenode(c.oid) END,
			CASE WHEN c.relkind IN ('v', 'm')
				THEN (SELECT string_agg(w.oid || '-' || w.xmin, ' ' ORDER BY w.oid) FROM pg_rewrite w WHERE w.ev_class = c.oid) END
		) AS mark
	FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND ${inScope('n')}
	UNION ALL
	SELECT 'function ' || p.oid::regprocedure, concat_ws('/', p.oid, p.xmin)
	FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${inScope('n')}`;

/**
 * What the session's transaction sees of the subject, without a lock on anything: a look at the end of a backup must not
 * stand in line behind what waits for that very end.
 * @throws CutterError WRONG_STATE when no transaction is open
 */
export async function readMarks(session: Session, excludeSchemas: readonly string[]): Promise<SubjectMark[]> {
	const { rows } = await withPinnedSettings(session, () => session.query(sql, [excludeSchemas]));
	return rows.map((row) => mark.parse(row));
}
