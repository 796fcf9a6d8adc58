import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { inScope, joinComment, outsideExtensions, qualifiedName } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

// `indisclustered` is left out: CLUSTER is maintenance and sets it.
const sql = `
	SELECT ${qualifiedName('n', 'c.relname')} AS name,
		${qualifiedName('tn', 't.relname')} AS "table",
		pg_get_indexdef(i.indexrelid) AS definition,
		i.indisunique AS "unique",
		i.indisvalid AS valid,
		tablespace.spcname::text AS tablespace,
		(SELECT ${qualifiedName('pn', 'pc.relname')}
			FROM pg_inherits inheritance
			JOIN pg_class pc ON pc.oid = inheritance.inhparent
			JOIN pg_namespace pn ON pn.oid = pc.relnamespace
			WHERE inheritance.inhrelid = i.indexrelid) AS attached_to,
		targets.list AS statistics,
		comment.description AS comment
	FROM pg_index i
	JOIN pg_class c ON c.oid = i.indexrelid
	JOIN pg_namespace n ON n.oid = c.relnamespace
	JOIN pg_class t ON t.oid = i.indrelid
	JOIN pg_namespace tn ON tn.oid = t.relnamespace
	LEFT JOIN pg_tablespace tablespace ON tablespace.oid = c.reltablespace
	LEFT JOIN (
		SELECT attrelid, string_agg(attnum || ': ' || attstattarget, ', ' ORDER BY attnum) AS list
		FROM pg_attribute WHERE attnum > 0 AND attstattarget >= 0 GROUP BY attrelid
	) targets ON targets.attrelid = i.indexrelid
	${joinComment('pg_class', 'c.oid')}
	WHERE t.relkind IN ('r', 'p', 'm') AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'i.indrelid')}`;

export function readIndexes(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'index', sql, excludeSchemas);
}
