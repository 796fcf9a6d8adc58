import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, functionName, madeByUser } from '../in-scope.ts';

const sql = `
	SELECT quote_ident(l.lanname) AS name,
		l.lanpltrusted AS trusted,
		${functionName('l.lanplcallfoid')} AS handler,
		${functionName('l.laninline')} AS inline_handler,
		${functionName('l.lanvalidator')} AS validator,
		pg_get_userbyid(l.lanowner)::text AS owner,
		${commentOf('pg_language', 'l.oid')} AS comment
	FROM pg_language l
	WHERE ${madeByUser('pg_language', 'l.oid')}`;

export const languages: CatalogQuery = { kind: 'language', sql, rare: 'pg_language WHERE oid >= 16384' };
