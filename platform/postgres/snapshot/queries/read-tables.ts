import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { inScope, joinComment, outsideExtensions, qualifiedName, sortedTexts } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

// Nothing here may change when a column, index, constraint or trigger is added: those are objects of their own, and
// "additions only" is judged on that. So no column list, no relhasindex, no relchecks.
const sql = `
	SELECT ${qualifiedName('n', 'c.relname')} AS name,
		CASE c.relkind WHEN 'p' THEN 'partitioned' ELSE 'ordinary' END AS kind,
		CASE c.relpersistence WHEN 'u' THEN 'unlogged' ELSE 'permanent' END AS persistence,
		pg_get_userbyid(c.relowner)::text AS owner,
		am.amname::text AS access_method,
		tablespace.spcname::text AS tablespace,
		c.relrowsecurity AS row_security,
		c.relforcerowsecurity AS row_security_forced,
		CASE WHEN c.reloptions IS NOT NULL OR toast.reloptions IS NOT NULL THEN
			${sortedTexts(`c.reloptions || ARRAY(SELECT 'toast.' || option FROM unnest(toast.reloptions) option)`)}
		END AS options,
		CASE c.relreplident
			WHEN 'd' THEN 'default' WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full'
			ELSE 'index ' || coalesce((
				SELECT quote_ident(ic.relname) FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
				WHERE i.indrelid = c.oid AND i.indisreplident), 'dropped')
		END AS replica_identity,
		parents.names AS inherits,
		CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
		CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS partition_bound,
		CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
		comment.description AS comment
	FROM pg_class c
	JOIN pg_namespace n ON n.oid = c.relnamespace
	LEFT JOIN (
		SELECT i.inhrelid, array_agg(parent.name ORDER BY parent.name COLLATE "C") AS names
		FROM pg_inherits i
		JOIN (SELECT pc.oid, ${qualifiedName('pn', 'pc.relname')} AS name
			FROM pg_class pc JOIN pg_namespace pn ON pn.oid = pc.relnamespace) parent ON parent.oid = i.inhparent
		GROUP BY i.inhrelid
	) parents ON parents.inhrelid = c.oid
	LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
	LEFT JOIN pg_am am ON am.oid = c.relam
	LEFT JOIN pg_tablespace tablespace ON tablespace.oid = c.reltablespace
	${joinComment('pg_class', 'c.oid')}
	WHERE c.relkind IN ('r', 'p') AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}`;

export function readTables(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'table', sql, excludeSchemas);
}
