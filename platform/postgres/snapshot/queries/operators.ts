import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, functionName, functionSignature, inScope, outsideExtensions } from '../in-scope.ts';

const sql = `
	SELECT quote_ident(n.nspname) || '.' || o.oprname
			|| '(' || CASE o.oprleft WHEN 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END
			|| ', ' || CASE o.oprright WHEN 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END || ')' AS name,
		CASE WHEN o.oprresult <> 0 THEN format_type(o.oprresult, NULL) END AS result,
		${functionSignature('o.oprcode')} AS function,
		nullif(o.oprcom, 0)::regoperator::text AS commutator,
		nullif(o.oprnegate, 0)::regoperator::text AS negator,
		${functionName('o.oprrest')} AS restriction,
		${functionName('o.oprjoin')} AS "join",
		nullif(o.oprcanhash, false) AS hashes,
		nullif(o.oprcanmerge, false) AS merges,
		pg_get_userbyid(o.oprowner)::text AS owner,
		${commentOf('pg_operator', 'o.oid')} AS comment
	FROM pg_operator o
	JOIN pg_namespace n ON n.oid = o.oprnamespace
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_operator', 'o.oid')}`;

export const operators: CatalogQuery = { kind: 'operator', sql, rare: 'pg_operator WHERE oid >= 16384' };
