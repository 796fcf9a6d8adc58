import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';

const sql = `
	SELECT ${qualifiedName('n', 'd.dictname')} AS name,
		${qualifiedName('tn', 't.tmplname')} AS template,
		d.dictinitoption AS options,
		pg_get_userbyid(d.dictowner)::text AS owner,
		${commentOf('pg_ts_dict', 'd.oid')} AS comment
	FROM pg_ts_dict d
	JOIN pg_namespace n ON n.oid = d.dictnamespace
	JOIN pg_ts_template t ON t.oid = d.dicttemplate
	JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_ts_dict', 'd.oid')}`;

export const searchDictionaries: CatalogQuery = {
	kind: 'text search dictionary',
	sql,
	rare: 'pg_ts_dict WHERE oid >= 16384',
};
