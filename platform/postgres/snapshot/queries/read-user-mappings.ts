import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { madeByUser } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

// The view: the catalog itself is for superusers, because options may be passwords. The view shows them to some roles
// and hides them from others, and a description may not depend on who looks: they are left out, and not_covered says
// so.
const sql = `
	SELECT CASE m.umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(m.umuser)) END
			|| ' on ' || quote_ident(m.srvname) AS name
	FROM pg_user_mappings m
	WHERE ${madeByUser('pg_user_mapping', 'm.umid')}`;

export function readUserMappings(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'user mapping', sql, excludeSchemas);
}
