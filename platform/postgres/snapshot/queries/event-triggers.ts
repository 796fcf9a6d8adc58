import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, enabledState, functionName, madeByUser, sortedTexts } from '../in-scope.ts';

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

export const eventTriggers: CatalogQuery = { kind: 'event trigger', sql, rare: 'pg_event_trigger' };
