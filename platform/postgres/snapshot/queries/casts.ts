import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, functionSignature, madeByUser, madeOnItsOwn } from '../in-scope.ts';

// Without the one from a range to its multirange, which the range type brings along.
const sql = `
	SELECT '(' || format_type(c.castsource, NULL) || ' AS ' || format_type(c.casttarget, NULL) || ')' AS name,
		CASE c.castmethod WHEN 'f' THEN 'function' WHEN 'i' THEN 'inout' WHEN 'b' THEN 'binary' END AS method,
		${functionSignature('c.castfunc')} AS function,
		CASE c.castcontext WHEN 'e' THEN 'explicit' WHEN 'a' THEN 'assignment' WHEN 'i' THEN 'implicit' END AS context,
		${commentOf('pg_cast', 'c.oid')} AS comment
	FROM pg_cast c
	WHERE ${madeByUser('pg_cast', 'c.oid')} AND ${madeOnItsOwn('pg_cast', 'c.oid')}`;

export const casts: CatalogQuery = { kind: 'cast', sql, rare: 'pg_cast WHERE oid >= 16384' };
