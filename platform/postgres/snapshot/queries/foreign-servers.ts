import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, madeByUser, openOptions } from '../in-scope.ts';

const sql = `
	SELECT quote_ident(s.srvname) AS name,
		quote_ident(w.fdwname) AS wrapper,
		s.srvtype AS type,
		s.srvversion AS version,
		${openOptions('s.srvoptions')} AS options,
		pg_get_userbyid(s.srvowner)::text AS owner,
		${commentOf('pg_foreign_server', 's.oid')} AS comment
	FROM pg_foreign_server s
	JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
	WHERE ${madeByUser('pg_foreign_server', 's.oid')}`;

export const foreignServers: CatalogQuery = { kind: 'foreign server', sql, rare: 'pg_foreign_server' };
