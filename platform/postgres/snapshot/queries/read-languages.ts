import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { commentOf, functionName, madeByUser } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

const sql = `
	SELECT quote_ident(l.lanname) AS name,
		l.lanpltrusted AS trusted,
		${functionName('l.lanplcallfoid')} AS handler,
		${functionName('l.laninline')} AS inline_handler,
		${functionName('l.lanvalidator')} AS validator,
		pg_get_userbyid(l.lanowner)::text AS owner,
		${commentOf('pg_language', 'l.oid')} AS comment
	FROM pg_language l
	WHERE ${madeByUser('pg_language', 'l.oid')}`;

export function readLanguages(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'language', sql, excludeSchemas);
}
