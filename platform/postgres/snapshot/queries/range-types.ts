import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';

const sql = `
	SELECT ${qualifiedName('n', 't.typname')} AS name,
		'range' AS kind,
		format_type(r.rngsubtype, NULL) AS subtype,
		${qualifiedName('opn', 'operators.opcname')} AS operator_class,
		nullif(r.rngcollation, 0)::regcollation::text AS collation,
		nullif(r.rngcanonical::oid, 0)::regprocedure::text AS canonical,
		nullif(r.rngsubdiff::oid, 0)::regprocedure::text AS difference,
		format_type(r.rngmultitypid, NULL) AS multirange,
		pg_get_userbyid(t.typowner)::text AS owner,
		${commentOf('pg_type', 't.oid')} AS comment
	FROM pg_range r
	JOIN pg_type t ON t.oid = r.rngtypid
	JOIN pg_namespace n ON n.oid = t.typnamespace
	JOIN pg_opclass operators ON operators.oid = r.rngsubopc
	JOIN pg_namespace opn ON opn.oid = operators.opcnamespace
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_type', 't.oid')}`;

export const rangeTypes: CatalogQuery = { kind: 'type', sql, rare: 'pg_range WHERE rngtypid >= 16384' };
