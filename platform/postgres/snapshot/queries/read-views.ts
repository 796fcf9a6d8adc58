import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { inScope, joinComment, outsideExtensions, qualifiedName, sortedTexts } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

const sql = `
	SELECT ${qualifiedName('n', 'c.relname')} AS name,
		pg_get_viewdef(c.oid) AS definition,
		pg_get_userbyid(c.relowner)::text AS owner,
		CASE WHEN c.reloptions IS NOT NULL THEN ${sortedTexts('c.reloptions')} END AS options,
		comment.description AS comment
	FROM pg_class c
	JOIN pg_namespace n ON n.oid = c.relnamespace
	${joinComment('pg_class', 'c.oid')}
	WHERE c.relkind = 'v' AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}`;

export function readViews(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'view', sql, excludeSchemas);
}
