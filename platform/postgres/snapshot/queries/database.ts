import type { CatalogQuery } from '../catalog-query.ts';

// Called current, for a clone may have another name. ALTER DATABASE SET and ALTER ROLE IN DATABASE SET are aspects:
// they alter what is there. A setting with a dot in its name is an application's own, and may be a secret. The
// columns of `absent` are found only by servers whose pg_database lacks a column of that name.
const sql = `
	SELECT 'current' AS name,
		pg_get_userbyid(d.datdba)::text AS owner,
		pg_encoding_to_char(d.encoding)::text AS encoding,
		d.datcollate::text AS "collate",
		d.datctype::text AS ctype,
		CASE d.datlocprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' END AS locale_provider,
		(SELECT coalesce(datlocale, daticulocale)::text FROM pg_database own WHERE own.oid = d.oid) AS locale,
		(SELECT daticurules::text FROM pg_database own WHERE own.oid = d.oid) AS icu_rules,
		d.datcollversion AS collation_version,
		nullif(d.datconnlimit, -1) AS connection_limit,
		nullif(d.datallowconn, true) AS allows_connections,
		nullif(d.datistemplate, false) AS template,
		nullif(tablespace.spcname, 'pg_default')::text AS tablespace,
		comment.description AS comment,
		settings.more
	FROM (VALUES (NULL::text, NULL::text, NULL::text)) absent(datlocale, daticulocale, daticurules),
	pg_database d
	JOIN pg_tablespace tablespace ON tablespace.oid = d.dattablespace
	LEFT JOIN pg_shdescription comment ON comment.objoid = d.oid AND comment.classoid = 'pg_database'::regclass
	LEFT JOIN LATERAL (
		SELECT jsonb_object_agg(
			'setting ' || split_part(item, '=', 1)
				|| CASE s.setrole WHEN 0 THEN '' ELSE ' of role ' || quote_ident(pg_get_userbyid(s.setrole)) END,
			CASE WHEN split_part(item, '=', 1) LIKE '%.%' THEN '(value not shown)'
				ELSE substr(item, length(split_part(item, '=', 1)) + 2) END
		) AS more
		FROM pg_db_role_setting s CROSS JOIN unnest(s.setconfig) item
		WHERE s.setdatabase = d.oid
	) settings ON true
	WHERE d.datname = current_database() AND $1::text[] IS NOT NULL`;

/** The database itself: one object. */
export const database: CatalogQuery = { kind: 'database', sql };
