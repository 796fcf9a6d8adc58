import type { CatalogQuery } from '../catalog-query.ts';
import { inScope, outsideExtensions, qualifiedName, sortedTexts } from '../in-scope.ts';

const sql = `
	SELECT 'table ' || ${qualifiedName('n', 'c.relname')} || ' in ' || quote_ident(p.pubname) AS name,
		pg_get_expr(m.prqual, m.prrelid) AS filter,
		${sortedTexts(`ARRAY(
			SELECT quote_ident(a.attname) FROM pg_attribute a
			WHERE a.attrelid = m.prrelid AND a.attnum = ANY (m.prattrs::int2[]))`)} AS columns
	FROM pg_publication_rel m
	JOIN pg_publication p ON p.oid = m.prpubid
	JOIN pg_class c ON c.oid = m.prrelid
	JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_publication', 'p.oid')}
UNION ALL
	SELECT 'schema ' || quote_ident(n.nspname) || ' in ' || quote_ident(p.pubname), NULL, NULL
	FROM pg_publication_namespace m
	JOIN pg_publication p ON p.oid = m.pnpubid
	JOIN pg_namespace n ON n.oid = m.pnnspid
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_publication', 'p.oid')}`;

/** Tables and schemas in publications, each by itself: a publication may gain one without being altered. */
export const publicationMembers: CatalogQuery = { kind: 'publication member', sql, rare: 'pg_publication' };
