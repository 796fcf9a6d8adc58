import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, madeByUser } from '../in-scope.ts';

// `absent` stands in for the column on servers before PostgreSQL 18.
const sql = `
	SELECT quote_ident(p.pubname) AS name,
		nullif(p.puballtables, false) AS all_tables,
		p.pubinsert AS "insert",
		p.pubupdate AS "update",
		p.pubdelete AS "delete",
		p.pubtruncate AS "truncate",
		nullif(p.pubviaroot, false) AS via_root,
		(SELECT nullif(nullif(pubgencols::text, 'n'), 'false') FROM pg_publication own WHERE own.oid = p.oid)
			AS generated_columns,
		pg_get_userbyid(p.pubowner)::text AS owner,
		${commentOf('pg_publication', 'p.oid')} AS comment
	FROM (VALUES (NULL::text)) absent(pubgencols),
	pg_publication p
	WHERE ${madeByUser('pg_publication', 'p.oid')}`;

export const publications: CatalogQuery = { kind: 'publication', sql, rare: 'pg_publication' };
