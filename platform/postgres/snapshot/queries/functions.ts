import type { CatalogQuery } from '../catalog-query.ts';
import {
	commentOf,
	functionSignature,
	inScope,
	madeOnItsOwn,
	outsideExtensions,
	signature,
	sortedTexts,
} from '../in-scope.ts';

// Functions and window functions. What a range type makes for itself belongs to the type.
const sql = `
	SELECT ${signature('n', 'p')} AS name,
		pg_get_function_arguments(p.oid) AS arguments,
		pg_get_function_result(p.oid) AS result,
		quote_ident(l.lanname) AS language,
		nullif(p.prokind = 'w', false) AS "window",
		CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END AS volatility,
		CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END AS parallel,
		p.proisstrict AS strict,
		p.prosecdef AS security_definer,
		p.proleakproof AS leakproof,
		p.procost AS cost,
		nullif(p.prorows, 0) AS rows,
		${functionSignature('p.prosupport')} AS support,
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
	WHERE p.prokind IN ('f', 'w') AND ${inScope('n')} AND ${outsideExtensions('pg_proc', 'p.oid')}
		AND ${madeOnItsOwn('pg_proc', 'p.oid')}`;

export const functions: CatalogQuery = { kind: 'function', sql };
