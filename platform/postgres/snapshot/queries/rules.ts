import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, enabledState, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';

// _RETURN is what a view is made of, and described as its definition.
const sql = `
	SELECT ${qualifiedName('n', 'c.relname')} || '.' || quote_ident(r.rulename) AS name,
		pg_get_ruledef(r.oid) AS definition,
		${enabledState('r.ev_enabled')} AS enabled,
		${commentOf('pg_rewrite', 'r.oid')} AS comment
	FROM pg_rewrite r
	JOIN pg_class c ON c.oid = r.ev_class
	JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE r.rulename <> '_RETURN' AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}`;

export const rules: CatalogQuery = { kind: 'rule', sql, rare: "pg_rewrite WHERE rulename <> '_RETURN'" };
