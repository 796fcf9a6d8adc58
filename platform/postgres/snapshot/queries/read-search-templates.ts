import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { commentOf, functionName, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

const sql = `
	SELECT ${qualifiedName('n', 't.tmplname')} AS name,
		${functionName('t.tmplinit')} AS initialize,
		${functionName('t.tmpllexize')} AS lexize,
		${commentOf('pg_ts_template', 't.oid')} AS comment
	FROM pg_ts_template t
	JOIN pg_namespace n ON n.oid = t.tmplnamespace
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_ts_template', 't.oid')}`;

export function readSearchTemplates(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'text search template', sql, excludeSchemas);
}
