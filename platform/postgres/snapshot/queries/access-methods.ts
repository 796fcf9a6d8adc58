import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, functionName, madeByUser } from '../in-scope.ts';

const sql = `
	SELECT quote_ident(a.amname) AS name,
		CASE a.amtype WHEN 'i' THEN 'index' WHEN 't' THEN 'table' END AS type,
		${functionName('a.amhandler')} AS handler,
		${commentOf('pg_am', 'a.oid')} AS comment
	FROM pg_am a
	WHERE ${madeByUser('pg_am', 'a.oid')}`;

export const accessMethods: CatalogQuery = { kind: 'access method', sql, rare: 'pg_am WHERE oid >= 16384' };
