import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { commentOf, functionSignature, madeByUser } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

const sql = `
	SELECT 'for ' || format_type(t.trftype, NULL) || ' language ' || quote_ident(l.lanname) AS name,
		${functionSignature('t.trffromsql')} AS from_sql,
		${functionSignature('t.trftosql')} AS to_sql,
		${commentOf('pg_transform', 't.oid')} AS comment
	FROM pg_transform t
	JOIN pg_language l ON l.oid = t.trflang
	WHERE ${madeByUser('pg_transform', 't.oid')}`;

export function readTransforms(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'transform', sql, excludeSchemas);
}
