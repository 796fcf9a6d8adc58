import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, functionName, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';

// PostgreSQL makes the array types by itself; typtype p is a type still to be defined.
const sql = `
	SELECT ${qualifiedName('n', 't.typname')} AS name,
		CASE WHEN t.typisdefined THEN 'base' ELSE 'shell' END AS kind,
		${functionName('t.typinput')} AS input,
		${functionName('t.typoutput')} AS output,
		${functionName('t.typreceive')} AS receive,
		${functionName('t.typsend')} AS send,
		${functionName('t.typmodin')} AS modifier_input,
		${functionName('t.typmodout')} AS modifier_output,
		${functionName('t.typanalyze')} AS analyze,
		${functionName('t.typsubscript')} AS subscript,
		t.typlen::int AS length,
		nullif(t.typbyval, false) AS by_value,
		t.typalign::text AS alignment,
		t.typstorage::text AS storage,
		t.typcategory::text AS category,
		nullif(t.typispreferred, false) AS preferred,
		t.typdefault AS "default",
		CASE WHEN t.typelem <> 0 THEN format_type(t.typelem, NULL) END AS element,
		nullif(t.typdelim, ',')::text AS delimiter,
		CASE WHEN t.typcollation <> 0 THEN true END AS collatable,
		pg_get_userbyid(t.typowner)::text AS owner,
		${commentOf('pg_type', 't.oid')} AS comment
	FROM pg_type t
	JOIN pg_namespace n ON n.oid = t.typnamespace
	WHERE t.typtype IN ('b', 'p') AND NOT (t.typelem <> 0 AND t.typsubscript = 'array_subscript_handler'::regproc)
		AND ${inScope('n')} AND ${outsideExtensions('pg_type', 't.oid')}`;

export const baseTypes: CatalogQuery = {
	kind: 'type',
	sql,
	rare: `pg_type WHERE oid >= 16384 AND typtype IN ('b', 'p')
		AND NOT (typelem <> 0 AND typsubscript = 'array_subscript_handler'::regproc)`,
};
