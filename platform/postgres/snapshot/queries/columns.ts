import type { CatalogQuery } from '../catalog-query.ts';
import { inScope, openOptions, outsideExtensions, qualifiedName, sortedTexts } from '../in-scope.ts';

// Of tables, foreign tables, views, materialized views and composite types. Whether a column was inherited or
// declared is left out: pg_dump does not keep it for partitions. -1 and NULL both mean the default statistics target,
// by server version. A default refers to no column, so it is printed without its table: with it, PostgreSQL loads
// every table's description first, which takes longer than all the rest.
const sql = `
	SELECT relation.name || '.' || quote_ident(a.attname) AS name,
		format_type(a.atttypid, a.atttypmod) AS type,
		nullif(a.attnotnull, false) AS not_null,
		CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, 0) END AS "default",
		CASE WHEN a.attgenerated <> '' THEN
			CASE a.attgenerated WHEN 'v' THEN 'virtual ' ELSE '' END || pg_get_expr(d.adbin, d.adrelid)
		END AS generated,
		CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
		CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END AS collation,
		CASE WHEN a.attstorage <> t.typstorage THEN
			CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END
		END AS storage,
		CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
		nullif(a.attstattarget, -1) AS statistics,
		CASE WHEN a.attoptions IS NOT NULL THEN ${sortedTexts('a.attoptions')} END AS options,
		CASE WHEN a.attfdwoptions IS NOT NULL THEN ${openOptions('a.attfdwoptions')} END AS foreign_options,
		comment.description AS comment
	FROM pg_attribute a
	JOIN (
		SELECT c.oid, ${qualifiedName('n', 'c.relname')} AS name
		FROM pg_class c
		JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE c.relkind IN ('r', 'p', 'v', 'm', 'c', 'f') AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}
			AND (c.relkind <> 'c' OR ${outsideExtensions('pg_type', 'c.reltype')})
		OFFSET 0
	) relation ON relation.oid = a.attrelid
	JOIN pg_type t ON t.oid = a.atttypid
	LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
	LEFT JOIN pg_description comment
		ON comment.objoid = a.attrelid AND comment.classoid = 'pg_class'::regclass AND comment.objsubid = a.attnum
	WHERE a.attnum > 0 AND NOT a.attisdropped`;

export const columns: CatalogQuery = { kind: 'column', sql };
