import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName, sortedTexts } from '../in-scope.ts';

// Not by pg_get_statisticsobjdef, which lists columns in their physical order. What ANALYZE gathered for them is data. -1 and NULL both mean the default target, by server version.
const sql = `
	SELECT ${qualifiedName('n', 's.stxname')} AS name,
		${qualifiedName('tn', 't.relname')} AS "table",
		${sortedTexts(`ARRAY(
			SELECT CASE kind
				WHEN 'd' THEN 'ndistinct' WHEN 'f' THEN 'dependencies' WHEN 'm' THEN 'mcv' ELSE 'expressions'
			END FROM unnest(s.stxkind) kind)`)} AS kinds,
		${sortedTexts(`ARRAY(
			SELECT quote_ident(a.attname) FROM pg_attribute a
			WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys::int2[]))`)} AS columns,
		pg_get_statisticsobjdef_expressions(s.oid) AS expressions,
		nullif(s.stxstattarget, -1) AS target,
		pg_get_userbyid(s.stxowner)::text AS owner,
		${commentOf('pg_statistic_ext', 's.oid')} AS comment
	FROM pg_statistic_ext s
	JOIN pg_namespace n ON n.oid = s.stxnamespace
	JOIN pg_class t ON t.oid = s.stxrelid
	JOIN pg_namespace tn ON tn.oid = t.relnamespace
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_statistic_ext', 's.oid')}`;

export const statisticsObjects: CatalogQuery = { kind: 'statistics object', sql, rare: 'pg_statistic_ext' };
