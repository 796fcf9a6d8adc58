import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';

// The checks of a domain are objects of kind constraint.
const sql = `
	SELECT ${qualifiedName('n', 't.typname')} AS name,
		'domain' AS kind,
		format_type(t.typbasetype, t.typtypmod) AS base,
		t.typnotnull AS not_null,
		coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) AS "default",
		CASE WHEN t.typcollation <> base.typcollation THEN t.typcollation::regcollation::text END AS collation,
		pg_get_userbyid(t.typowner)::text AS owner,
		${commentOf('pg_type', 't.oid')} AS comment
	FROM pg_type t
	JOIN pg_namespace n ON n.oid = t.typnamespace
	JOIN pg_type base ON base.oid = t.typbasetype
	WHERE t.typtype = 'd' AND ${inScope('n')} AND ${outsideExtensions('pg_type', 't.oid')}`;

export const domainTypes: CatalogQuery = { kind: 'type', sql };
