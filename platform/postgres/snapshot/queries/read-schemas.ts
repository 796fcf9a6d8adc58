import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { inScope, joinComment, outsideExtensions } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

const sql = `
	SELECT quote_ident(n.nspname) AS name,
		pg_get_userbyid(n.nspowner)::text AS owner,
		comment.description AS comment
	FROM pg_namespace n
	${joinComment('pg_namespace', 'n.oid')}
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_namespace', 'n.oid')}`;

export function readSchemas(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'schema', sql, excludeSchemas);
}
