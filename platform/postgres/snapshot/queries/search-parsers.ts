import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, functionName, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';

const sql = `
	SELECT ${qualifiedName('n', 'p.prsname')} AS name,
		${functionName('p.prsstart')} AS start,
		${functionName('p.prstoken')} AS token,
		${functionName('p.prsend')} AS "end",
		${functionName('p.prsheadline')} AS headline,
		${functionName('p.prslextype')} AS token_types,
		${commentOf('pg_ts_parser', 'p.oid')} AS comment
	FROM pg_ts_parser p
	JOIN pg_namespace n ON n.oid = p.prsnamespace
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_ts_parser', 'p.oid')}`;

export const searchParsers: CatalogQuery = { kind: 'text search parser', sql, rare: 'pg_ts_parser WHERE oid >= 16384' };
