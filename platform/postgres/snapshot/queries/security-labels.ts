import type { CatalogQuery } from '../catalog-query.ts';

const sql = `
	SELECT l.provider || ' on ' || object.type || ' ' || object.identity AS name, l.label
	FROM pg_seclabel l CROSS JOIN LATERAL pg_identify_object(l.classoid, l.objoid, l.objsubid) object
	WHERE object.schema IS NULL OR object.schema <> ALL ($1::text[])
UNION ALL
	SELECT l.provider || ' on database', l.label
	FROM pg_shseclabel l
	JOIN pg_database d ON l.classoid = 'pg_database'::regclass AND l.objoid = d.oid AND d.datname = current_database()`;

export const securityLabels: CatalogQuery = { kind: 'security label', sql };
