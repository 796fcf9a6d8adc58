import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, functionSignature, madeByUser } from '../in-scope.ts';

const sql = `
	SELECT 'for ' || format_type(t.trftype, NULL) || ' language ' || quote_ident(l.lanname) AS name,
		${functionSignature('t.trffromsql')} AS from_sql,
		${functionSignature('t.trftosql')} AS to_sql,
		${commentOf('pg_transform', 't.oid')} AS comment
	FROM pg_transform t
	JOIN pg_language l ON l.oid = t.trflang
	WHERE ${madeByUser('pg_transform', 't.oid')}`;

export const transforms: CatalogQuery = { kind: 'transform', sql, rare: 'pg_transform' };
