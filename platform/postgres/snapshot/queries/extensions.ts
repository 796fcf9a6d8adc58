import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf } from '../in-scope.ts';

// Members are left out of every other kind, so their number is kept: an object moved into an extension would
// otherwise be out of sight. The owner is not: no dump carries it. $1 only gives every query the same parameters.
const sql = `
	SELECT quote_ident(e.extname) AS name,
		e.extversion AS version,
		quote_ident(n.nspname) AS schema,
		(SELECT count(*)::int FROM pg_depend member
			WHERE member.refclassid = 'pg_extension'::regclass AND member.refobjid = e.oid
			AND member.deptype = 'e') AS members,
		${commentOf('pg_extension', 'e.oid')} AS comment
	FROM pg_extension e
	JOIN pg_namespace n ON n.oid = e.extnamespace
	WHERE $1::text[] IS NOT NULL`;

/** Of the whole database: an extension is no part of the schema that holds its objects. */
export const extensions: CatalogQuery = { kind: 'extension', sql };
