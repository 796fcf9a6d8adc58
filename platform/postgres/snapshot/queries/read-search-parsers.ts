import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { commentOf, functionName, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

const sql = `
	SELECT ${qualifiedName('n', 'p.prsname')} AS name,
		${functionName('p.prsstart')} AS start,
		${functionName('p.prstoken')} AS token,
		${functionName('p.prsend')} AS "end",
		${functionName('p.prsheadline')} AS headline,
		${functionName('p.prslextype')} AS token_types,
		${commentOf('pg_ts_parser', 'p.oid')} AS comment
	FROM pg_ts_parser p
	JOIN pg_namespace n ON n.oid = p.prsnamespace
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_ts_parser', 'p.oid')}`;

export function readSearchParsers(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'text search parser', sql, excludeSchemas);
}
