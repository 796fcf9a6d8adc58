import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { inScope, joinComment, outsideExtensions, qualifiedName } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

// Functions, procedures and window functions; aggregates have no definition that PostgreSQL could print. What a range
// type makes for itself (deptype i) belongs to the type.
const sql = `
	SELECT ${qualifiedName('n', 'p.proname')} || '(' || oidvectortypes(p.proargtypes) || ')' AS name,
		pg_get_functiondef(p.oid) AS definition,
		pg_get_userbyid(p.proowner)::text AS owner,
		comment.description AS comment
	FROM pg_proc p
	JOIN pg_namespace n ON n.oid = p.pronamespace
	${joinComment('pg_proc', 'p.oid')}
	WHERE p.prokind IN ('f', 'p', 'w') AND ${inScope('n')} AND ${outsideExtensions('pg_proc', 'p.oid')}
		AND NOT EXISTS (SELECT FROM pg_depend made
			WHERE made.classid = 'pg_proc'::regclass AND made.objid = p.oid AND made.deptype = 'i')`;

export function readFunctions(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'function', sql, excludeSchemas);
}
