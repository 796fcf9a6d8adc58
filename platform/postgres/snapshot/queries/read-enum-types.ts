import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

const sql = `
	SELECT ${qualifiedName('n', 't.typname')} AS name,
		'enum' AS kind,
		ARRAY(SELECT label.enumlabel::text FROM pg_enum label
			WHERE label.enumtypid = t.oid ORDER BY label.enumsortorder) AS labels,
		pg_get_userbyid(t.typowner)::text AS owner,
		${commentOf('pg_type', 't.oid')} AS comment
	FROM pg_type t
	JOIN pg_namespace n ON n.oid = t.typnamespace
	WHERE t.typtype = 'e' AND ${inScope('n')} AND ${outsideExtensions('pg_type', 't.oid')}`;

export function readEnumTypes(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'type', sql, excludeSchemas);
}
