import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, madeByUser, sortedTexts } from '../in-scope.ts';

// Only columns that PostgreSQL shows to everyone: the connection string may hold a password. `absent` stands in for
// the column on servers that lack it.
const sql = `
	SELECT quote_ident(s.subname) AS name,
		s.subenabled AS enabled,
		${sortedTexts('s.subpublications')} AS publications,
		s.subslotname::text AS slot,
		s.subsynccommit AS synchronous_commit,
		nullif(s.subbinary, false) AS "binary",
		nullif(s.substream::text, 'false') AS streaming,
		CASE WHEN s.subtwophasestate <> 'd' THEN true END AS two_phase,
		nullif(s.subdisableonerr, false) AS disable_on_error,
		(SELECT nullif(suborigin::text, 'any') FROM pg_subscription own WHERE own.oid = s.oid) AS origin,
		(SELECT nullif(subpasswordrequired::text, 'true')::boolean FROM pg_subscription own WHERE own.oid = s.oid)
			AS password_required,
		(SELECT nullif(subrunasowner::text, 'false')::boolean FROM pg_subscription own WHERE own.oid = s.oid) AS run_as_owner,
		(SELECT nullif(subfailover::text, 'false')::boolean FROM pg_subscription own WHERE own.oid = s.oid) AS failover,
		pg_get_userbyid(s.subowner)::text AS owner,
		${commentOf('pg_subscription', 's.oid')} AS comment
	FROM (VALUES (NULL::text, NULL::text, NULL::text, NULL::text))
		absent(suborigin, subpasswordrequired, subrunasowner, subfailover),
	pg_subscription s
	JOIN pg_database d ON d.oid = s.subdbid AND d.datname = current_database()
	WHERE ${madeByUser('pg_subscription', 's.oid')}`;

export const subscriptions: CatalogQuery = { kind: 'subscription', sql, rare: 'pg_subscription' };
