import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { commentOf, enabledState, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

// PostgreSQL names the internal ones by OIDs; of them the table says which do not fire.
const sql = `
	SELECT ${qualifiedName('n', 'c.relname')} || '.' || quote_ident(t.tgname) AS name,
		pg_get_triggerdef(t.oid) AS definition,
		${enabledState('t.tgenabled')} AS enabled,
		${commentOf('pg_trigger', 't.oid')} AS comment
	FROM pg_trigger t
	JOIN pg_class c ON c.oid = t.tgrelid
	JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE NOT t.tgisinternal AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}`;

export function readTriggers(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'trigger', sql, excludeSchemas);
}
