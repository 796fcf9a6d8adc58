import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName, sortedTexts } from '../in-scope.ts';

const sql = `
	SELECT ${qualifiedName('n', 'c.relname')} || '.' || quote_ident(p.polname) AS name,
		CASE p.polcmd
			WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL'
		END AS command,
		p.polpermissive AS permissive,
		${sortedTexts(`ARRAY(
			SELECT CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END
			FROM unnest(p.polroles) role)`)} AS roles,
		pg_get_expr(p.polqual, p.polrelid) AS "using",
		pg_get_expr(p.polwithcheck, p.polrelid) AS "check",
		${commentOf('pg_policy', 'p.oid')} AS comment
	FROM pg_policy p
	JOIN pg_class c ON c.oid = p.polrelid
	JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}`;

export const policies: CatalogQuery = { kind: 'policy', sql, rare: 'pg_policy' };
