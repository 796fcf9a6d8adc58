import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';

// One aspect for each kind of token: its dictionaries in the order they are asked.
const sql = `
	SELECT ${qualifiedName('n', 'c.cfgname')} AS name,
		${qualifiedName('pn', 'p.prsname')} AS parser,
		pg_get_userbyid(c.cfgowner)::text AS owner,
		${commentOf('pg_ts_config', 'c.oid')} AS comment,
		mappings.more
	FROM pg_ts_config c
	JOIN pg_namespace n ON n.oid = c.cfgnamespace
	JOIN pg_ts_parser p ON p.oid = c.cfgparser
	JOIN pg_namespace pn ON pn.oid = p.prsnamespace
	LEFT JOIN LATERAL (
		SELECT jsonb_object_agg('mapping ' || token.alias, token.dictionaries) AS more
		FROM (
			SELECT type.alias, jsonb_agg(m.mapdict::regdictionary::text ORDER BY m.mapseqno) AS dictionaries
			FROM pg_ts_config_map m JOIN ts_token_type(c.cfgparser) type ON type.tokid = m.maptokentype
			WHERE m.mapcfg = c.oid
			GROUP BY type.alias
		) token
	) mappings ON true
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_ts_config', 'c.oid')}`;

export const searchConfigurations: CatalogQuery = {
	kind: 'text search configuration',
	sql,
	rare: 'pg_ts_config WHERE oid >= 16384',
};
