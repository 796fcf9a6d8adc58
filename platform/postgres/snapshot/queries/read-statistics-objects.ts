import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

// What ANALYZE gathered for them is data. -1 and NULL both mean the default target, by server version.
const sql = `
	SELECT ${qualifiedName('n', 's.stxname')} AS name,
		pg_get_statisticsobjdef(s.oid) AS definition,
		nullif(s.stxstattarget, -1) AS target,
		pg_get_userbyid(s.stxowner)::text AS owner,
		${commentOf('pg_statistic_ext', 's.oid')} AS comment
	FROM pg_statistic_ext s
	JOIN pg_namespace n ON n.oid = s.stxnamespace
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_statistic_ext', 's.oid')}`;

export function readStatisticsObjects(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'statistics object', sql, excludeSchemas);
}
