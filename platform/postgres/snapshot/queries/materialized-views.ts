import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName, sortedTexts } from '../in-scope.ts';

const sql = `
	SELECT ${qualifiedName('n', 'c.relname')} AS name,
		pg_get_viewdef(c.oid) AS definition,
		pg_get_userbyid(c.relowner)::text AS owner,
		nullif(am.amname, 'heap')::text AS access_method,
		tablespace.spcname::text AS tablespace,
		${sortedTexts(`c.reloptions || ARRAY(SELECT 'toast.' || option FROM unnest(toast.reloptions) option)`)} AS options,
		nullif(c.relispopulated, true) AS populated,
		${commentOf('pg_class', 'c.oid')} AS comment
	FROM pg_class c
	JOIN pg_namespace n ON n.oid = c.relnamespace
	LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
	LEFT JOIN pg_am am ON am.oid = c.relam
	LEFT JOIN pg_tablespace tablespace ON tablespace.oid = c.reltablespace
	WHERE c.relkind = 'm' AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}`;

export const materializedViews: CatalogQuery = { kind: 'materialized view', sql };
