import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, outsideExtensions, signature, sortedTexts } from '../in-scope.ts';

const sql = `
	SELECT ${signature('n', 'p')} AS name,
		pg_get_function_arguments(p.oid) AS arguments,
		quote_ident(l.lanname) AS language,
		p.prosecdef AS security_definer,
		${sortedTexts('ARRAY(SELECT format_type(type, NULL) FROM unnest(p.protrftypes) type)')} AS transforms,
		${sortedTexts('p.proconfig')} AS settings,
		CASE l.lanname WHEN 'c' THEN p.probin END AS library,
		pg_get_function_sqlbody(p.oid) AS body,
		CASE WHEN p.prosqlbody IS NULL THEN p.prosrc END AS source,
		pg_get_userbyid(p.proowner)::text AS owner,
		${commentOf('pg_proc', 'p.oid')} AS comment
	FROM pg_proc p
	JOIN pg_namespace n ON n.oid = p.pronamespace
	JOIN pg_language l ON l.oid = p.prolang
	WHERE p.prokind = 'p' AND ${inScope('n')} AND ${outsideExtensions('pg_proc', 'p.oid')}`;

export const procedures: CatalogQuery = { kind: 'procedure', sql };
