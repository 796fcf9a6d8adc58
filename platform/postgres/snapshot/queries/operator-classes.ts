import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';

const sql = `
	SELECT ${qualifiedName('n', 'c.opcname')} || ' using ' || quote_ident(a.amname) AS name,
		format_type(c.opcintype, NULL) AS type,
		nullif(c.opcdefault, false) AS "default",
		${qualifiedName('fn', 'f.opfname')} AS family,
		CASE WHEN c.opckeytype <> 0 THEN format_type(c.opckeytype, NULL) END AS storage,
		pg_get_userbyid(c.opcowner)::text AS owner,
		${commentOf('pg_opclass', 'c.oid')} AS comment
	FROM pg_opclass c
	JOIN pg_namespace n ON n.oid = c.opcnamespace
	JOIN pg_am a ON a.oid = c.opcmethod
	JOIN pg_opfamily f ON f.oid = c.opcfamily
	JOIN pg_namespace fn ON fn.oid = f.opfnamespace
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_opclass', 'c.oid')}`;

export const operatorClasses: CatalogQuery = { kind: 'operator class', sql, rare: 'pg_opclass WHERE oid >= 16384' };
