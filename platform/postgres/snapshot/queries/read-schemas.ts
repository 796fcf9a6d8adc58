import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { commentOf, inScope, outsideExtensions } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

const sql = `
	SELECT quote_ident(n.nspname) AS name,
		pg_get_userbyid(n.nspowner)::text AS owner,
		${commentOf('pg_namespace', 'n.oid')} AS comment
	FROM pg_namespace n
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_namespace', 'n.oid')}`;

export function readSchemas(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'schema', sql, excludeSchemas);
}
