import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';

// Here the order of the attributes is part of the definition: ROW(1, 2)::type depends on it. Their types are described
// as columns.
const sql = `
	SELECT ${qualifiedName('n', 't.typname')} AS name,
		'composite' AS kind,
		ARRAY(SELECT a.attname::text FROM pg_attribute a
			WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS attributes,
		pg_get_userbyid(t.typowner)::text AS owner,
		${commentOf('pg_type', 't.oid')} AS comment
	FROM pg_type t
	JOIN pg_namespace n ON n.oid = t.typnamespace
	JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
	WHERE t.typtype = 'c' AND ${inScope('n')} AND ${outsideExtensions('pg_type', 't.oid')}`;

export const compositeTypes: CatalogQuery = { kind: 'type', sql };
