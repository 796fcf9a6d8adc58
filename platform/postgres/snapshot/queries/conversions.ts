import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, functionName, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';

const sql = `
	SELECT ${qualifiedName('n', 'c.conname')} AS name,
		pg_encoding_to_char(c.conforencoding)::text AS "from",
		pg_encoding_to_char(c.contoencoding)::text AS "to",
		${functionName('c.conproc')} AS function,
		nullif(c.condefault, false) AS "default",
		pg_get_userbyid(c.conowner)::text AS owner,
		${commentOf('pg_conversion', 'c.oid')} AS comment
	FROM pg_conversion c
	JOIN pg_namespace n ON n.oid = c.connamespace
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_conversion', 'c.oid')}`;

export const conversions: CatalogQuery = { kind: 'conversion', sql, rare: 'pg_conversion WHERE oid >= 16384' };
