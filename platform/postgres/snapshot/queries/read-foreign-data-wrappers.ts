import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { commentOf, functionName, madeByUser, openOptions } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

const sql = `
	SELECT quote_ident(w.fdwname) AS name,
		${functionName('w.fdwhandler')} AS handler,
		${functionName('w.fdwvalidator')} AS validator,
		${openOptions('w.fdwoptions')} AS options,
		pg_get_userbyid(w.fdwowner)::text AS owner,
		${commentOf('pg_foreign_data_wrapper', 'w.oid')} AS comment
	FROM pg_foreign_data_wrapper w
	WHERE ${madeByUser('pg_foreign_data_wrapper', 'w.oid')}`;

export function readForeignDataWrappers(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'foreign data wrapper', sql, excludeSchemas);
}
