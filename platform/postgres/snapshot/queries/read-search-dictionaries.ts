import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

const sql = `
	SELECT ${qualifiedName('n', 'd.dictname')} AS name,
		${qualifiedName('tn', 't.tmplname')} AS template,
		d.dictinitoption AS options,
		pg_get_userbyid(d.dictowner)::text AS owner,
		${commentOf('pg_ts_dict', 'd.oid')} AS comment
	FROM pg_ts_dict d
	JOIN pg_namespace n ON n.oid = d.dictnamespace
	JOIN pg_ts_template t ON t.oid = d.dicttemplate
	JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_ts_dict', 'd.oid')}`;

export function readSearchDictionaries(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'text search dictionary', sql, excludeSchemas);
}
