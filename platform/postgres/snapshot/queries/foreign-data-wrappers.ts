import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, functionName, madeByUser, openOptions } from '../in-scope.ts';

const sql = `
	SELECT quote_ident(w.fdwname) AS name,
		${functionName('w.fdwhandler')} AS handler,
		${functionName('w.fdwvalidator')} AS validator,
		${openOptions('w.fdwoptions')} AS options,
		pg_get_userbyid(w.fdwowner)::text AS owner,
		${commentOf('pg_foreign_data_wrapper', 'w.oid')} AS comment
	FROM pg_foreign_data_wrapper w
	WHERE ${madeByUser('pg_foreign_data_wrapper', 'w.oid')}`;

export const foreignDataWrappers: CatalogQuery = { kind: 'foreign data wrapper', sql, rare: 'pg_foreign_data_wrapper' };
