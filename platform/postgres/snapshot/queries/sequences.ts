import type { CatalogQuery } from '../catalog-query.ts';
import { inScope, joinComment, outsideExtensions, qualifiedName } from '../in-scope.ts';

// The definition, never the position. Bounds are text: they exceed what a JSON number can hold.
const sql = `
	SELECT ${qualifiedName('n', 'c.relname')} AS name,
		format_type(s.seqtypid, NULL) AS type,
		s.seqstart::text AS start,
		s.seqincrement::text AS increment,
		s.seqmin::text AS minimum,
		s.seqmax::text AS maximum,
		s.seqcache::text AS cache,
		nullif(s.seqcycle, false) AS cycle,
		CASE c.relpersistence WHEN 'u' THEN 'unlogged' END AS persistence,
		pg_get_userbyid(c.relowner)::text AS owner,
		(SELECT ownership.refobjid::regclass || '.' || (SELECT quote_ident(a.attname) FROM pg_attribute a
				WHERE a.attrelid = ownership.refobjid AND a.attnum = ownership.refobjsubid)
			FROM pg_depend ownership
			WHERE ownership.classid = 'pg_class'::regclass AND ownership.objid = c.oid AND ownership.objsubid = 0
				AND ownership.refclassid = 'pg_class'::regclass AND ownership.refobjsubid > 0
				AND ownership.deptype IN ('a', 'i')) AS owned_by,
		comment.description AS comment
	FROM pg_sequence s
	JOIN pg_class c ON c.oid = s.seqrelid
	JOIN pg_namespace n ON n.oid = c.relnamespace
	${joinComment('pg_class', 'c.oid')}
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}`;

export const sequences: CatalogQuery = { kind: 'sequence', sql };
