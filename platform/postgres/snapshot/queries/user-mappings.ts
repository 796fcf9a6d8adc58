import type { CatalogQuery } from '../catalog-query.ts';
import { madeByUser } from '../in-scope.ts';

// The view: the catalog itself is for superusers, because options may be passwords. The view shows them to some roles
// and hides them from others, and a description may not depend on who looks: they are left out, and not_covered says
// so.
const sql = `
	SELECT CASE m.umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(m.umuser)) END
			|| ' on ' || quote_ident(m.srvname) AS name
	FROM pg_user_mappings m
	WHERE ${madeByUser('pg_user_mapping', 'm.umid')}`;

export const userMappings: CatalogQuery = { kind: 'user mapping', sql, rare: 'pg_user_mappings' };
