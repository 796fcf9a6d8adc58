import type { CatalogQuery } from '../catalog-query.ts';

// Deptype x: dropped together with the extension, and yet no part of it.
const sql = `
	SELECT object.type || ' ' || object.identity || ' on ' || quote_ident(e.extname) AS name
	FROM pg_depend d
	JOIN pg_extension e ON e.oid = d.refobjid
	CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) object
	WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'x'
		AND (object.schema IS NULL OR object.schema <> ALL ($1::text[]))`;

/** What `ALTER … DEPENDS ON EXTENSION` says. */
export const extensionDependencies: CatalogQuery = {
	kind: 'extension dependency',
	sql,
	rare: `pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'x'`,
};
