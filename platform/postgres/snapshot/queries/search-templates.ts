import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, functionName, inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';

const sql = `
	SELECT ${qualifiedName('n', 't.tmplname')} AS name,
		${functionName('t.tmplinit')} AS initialize,
		${functionName('t.tmpllexize')} AS lexize,
		${commentOf('pg_ts_template', 't.oid')} AS comment
	FROM pg_ts_template t
	JOIN pg_namespace n ON n.oid = t.tmplnamespace
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_ts_template', 't.oid')}`;

export const searchTemplates: CatalogQuery = {
	kind: 'text search template',
	sql,
	rare: 'pg_ts_template WHERE oid >= 16384',
};
