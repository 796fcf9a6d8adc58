import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { commentOf, functionName, madeByUser } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

const sql = `
	SELECT quote_ident(a.amname) AS name,
		CASE a.amtype WHEN 'i' THEN 'index' WHEN 't' THEN 'table' END AS type,
		${functionName('a.amhandler')} AS handler,
		${commentOf('pg_am', 'a.oid')} AS comment
	FROM pg_am a
	WHERE ${madeByUser('pg_am', 'a.oid')}`;

export function readAccessMethods(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'access method', sql, excludeSchemas);
}
