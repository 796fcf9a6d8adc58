import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';

// The columns of `absent` are found only by servers whose pg_collation lacks a column of that name.
const sql = `
	SELECT ${qualifiedName('n', 'c.collname')}
			|| CASE WHEN c.collencoding IN (-1, d.encoding) THEN '' ELSE ' for ' || pg_encoding_to_char(c.collencoding) END
			AS name,
		CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' WHEN 'd' THEN 'default' ELSE 'libc' END AS provider,
		c.collcollate::text AS "collate",
		c.collctype::text AS ctype,
		(SELECT coalesce(colllocale, colliculocale)::text FROM pg_collation own WHERE own.oid = c.oid) AS locale,
		(SELECT collicurules::text FROM pg_collation own WHERE own.oid = c.oid) AS icu_rules,
		c.collisdeterministic AS deterministic,
		c.collversion AS version,
		pg_get_userbyid(c.collowner)::text AS owner,
		${commentOf('pg_collation', 'c.oid')} AS comment
	FROM (VALUES (NULL::text, NULL::text, NULL::text)) absent(colllocale, colliculocale, collicurules),
	pg_collation c
	JOIN pg_namespace n ON n.oid = c.collnamespace
	JOIN pg_database d ON d.datname = current_database()
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_collation', 'c.oid')}`;

export const collations: CatalogQuery = { kind: 'collation', sql, rare: 'pg_collation WHERE oid >= 16384' };
