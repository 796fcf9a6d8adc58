import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { commentOf, enabledState, functionName, madeByUser, sortedTexts } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

const sql = `
	SELECT quote_ident(e.evtname) AS name,
		e.evtevent::text AS event,
		${functionName('e.evtfoid')} AS function,
		${sortedTexts('e.evttags')} AS tags,
		${enabledState('e.evtenabled')} AS enabled,
		pg_get_userbyid(e.evtowner)::text AS owner,
		${commentOf('pg_event_trigger', 'e.oid')} AS comment
	FROM pg_event_trigger e
	WHERE ${madeByUser('pg_event_trigger', 'e.oid')}`;

export function readEventTriggers(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'event trigger', sql, excludeSchemas);
}
