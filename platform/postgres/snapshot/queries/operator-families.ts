import type { CatalogQuery } from '../catalog-query.ts';
import { commentOf, inScope, outsideExtensions, qualifiedName, sortedTexts } from '../in-scope.ts';

// Operators and support functions of its operator classes, too: PostgreSQL keeps them by family.
const sql = `
	SELECT ${qualifiedName('n', 'f.opfname')} || ' using ' || quote_ident(a.amname) AS name,
		${sortedTexts(`ARRAY(
			SELECT 'operator ' || m.amopstrategy || ' ' || m.amopopr::regoperator
				|| coalesce(' for order by ' || (SELECT ${qualifiedName('sn', 's.opfname')}
					FROM pg_opfamily s JOIN pg_namespace sn ON sn.oid = s.opfnamespace WHERE s.oid = m.amopsortfamily), '')
			FROM pg_amop m WHERE m.amopfamily = f.oid
			UNION ALL
			SELECT 'function ' || m.amprocnum || ' ' || m.amproc::regprocedure
				|| ' for (' || format_type(m.amproclefttype, NULL) || ', ' || format_type(m.amprocrighttype, NULL) || ')'
			FROM pg_amproc m WHERE m.amprocfamily = f.oid)`)} AS members,
		pg_get_userbyid(f.opfowner)::text AS owner,
		${commentOf('pg_opfamily', 'f.oid')} AS comment
	FROM pg_opfamily f
	JOIN pg_namespace n ON n.oid = f.opfnamespace
	JOIN pg_am a ON a.oid = f.opfmethod
	WHERE ${inScope('n')} AND ${outsideExtensions('pg_opfamily', 'f.oid')}`;

export const operatorFamilies: CatalogQuery = { kind: 'operator family', sql, rare: 'pg_opfamily WHERE oid >= 16384' };
