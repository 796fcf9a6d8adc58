import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';

const sql = `
	SELECT ${qualifiedName('n', 't.typname')} AS name,
		'enum' AS kind,
		ARRAY(SELECT label.enumlabel::text FROM pg_enum label
			WHERE label.enumtypid = t.oid ORDER BY label.enumsortorder) AS labels,
		pg_get_userbyid(t.typowner)::text AS owner,
		${commentOf('pg_type', 't.oid')} AS comment
	FROM pg_type t
	JOIN pg_namespace n ON n.oid = t.typnamespace
	WHERE t.typtype = 'e' AND ${inScope('n')} AND ${outsideExtensions('pg_type', 't.oid')}`;

export const enumTypes: CatalogQuery = { kind: 'type', sql };
