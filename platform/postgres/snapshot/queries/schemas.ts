import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, outsideExtensions } from '../in-scope.ts';

const sql = `
	SELECT quote_ident(n.nspname) AS name,
		pg_get_userbyid(n.nspowner)::text AS owner,
		${commentOf('pg_namespace', 'n.oid')} AS comment
	FROM pg_namespace n
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_namespace', 'n.oid')}`;

export const schemas: CatalogQuery = { kind: 'schema', sql };
