import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { inScope, joinComment, outsideExtensions, qualifiedName, sortedTexts } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

const sql = `
	SELECT ${qualifiedName('n', 'c.relname')} AS name,
		pg_get_viewdef(c.oid) AS definition,
		pg_get_userbyid(c.relowner)::text AS owner,
		am.amname::text AS access_method,
		tablespace.spcname::text AS tablespace,
		CASE WHEN c.reloptions IS NOT NULL THEN ${sortedTexts('c.reloptions')} END AS options,
		c.relispopulated AS populated,
		comment.description AS comment
	FROM pg_class c
	JOIN pg_namespace n ON n.oid = c.relnamespace
	LEFT JOIN pg_am am ON am.oid = c.relam
	LEFT JOIN pg_tablespace tablespace ON tablespace.oid = c.reltablespace
	${joinComment('pg_class', 'c.oid')}
	WHERE c.relkind = 'm' AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}`;

export function readMaterializedViews(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'materialized view', sql, excludeSchemas);
}
