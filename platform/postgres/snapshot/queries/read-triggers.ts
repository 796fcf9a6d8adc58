import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { inScope, joinComment, outsideExtensions, qualifiedName } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

const sql = `
	SELECT ${qualifiedName('n', 'c.relname')} || '.' || quote_ident(t.tgname) AS name,
		pg_get_triggerdef(t.oid) AS definition,
		CASE t.tgenabled
			WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always'
		END AS enabled,
		comment.description AS comment
	FROM pg_trigger t
	JOIN pg_class c ON c.oid = t.tgrelid
	JOIN pg_namespace n ON n.oid = c.relnamespace
	${joinComment('pg_trigger', 't.oid')}
	WHERE NOT t.tgisinternal AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}`;

export function readTriggers(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'trigger', sql, excludeSchemas);
}
