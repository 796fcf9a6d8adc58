import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, openOptions, outsideExtensions, parentNames, qualifiedName } from '../in-scope.ts';

const sql = `
	SELECT ${qualifiedName('n', 'c.relname')} AS name,
		quote_ident(s.srvname) AS server,
		${openOptions('f.ftoptions')} AS options,
		parents.names AS inherits,
		CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS partition_bound,
		pg_get_userbyid(c.relowner)::text AS owner,
		${commentOf('pg_class', 'c.oid')} AS comment
	FROM pg_foreign_table f
	JOIN pg_class c ON c.oid = f.ftrelid
	JOIN pg_namespace n ON n.oid = c.relnamespace
	JOIN pg_foreign_server s ON s.oid = f.ftserver
	LEFT JOIN (${parentNames}) parents ON parents.inhrelid = c.oid
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}`;

export const foreignTables: CatalogQuery = { kind: 'foreign table', sql, rare: 'pg_foreign_table' };
