import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName, sortedTexts } from '../in-scope.ts';

const sql = `
	SELECT ${qualifiedName('n', 'c.relname')} AS name,
		pg_get_viewdef(c.oid) AS definition,
		pg_get_userbyid(c.relowner)::text AS owner,
		${sortedTexts('c.reloptions')} AS options,
		${commentOf('pg_class', 'c.oid')} AS comment
	FROM pg_class c
	JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE c.relkind = 'v' AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}`;

export const views: CatalogQuery = { kind: 'view', sql };
