import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

// An absent ACL stands for the built-in default, which acldefault spells out. Grouping forgets who granted.
const sql = `
	WITH held (object, acl) AS (
		SELECT 'schema ' || quote_ident(n.nspname), coalesce(n.nspacl, acldefault('n', n.nspowner))
		FROM pg_namespace n
		WHERE ${inScope('n')} AND ${outsideExtensions('pg_namespace', 'n.oid')}
	UNION ALL
		SELECT CASE c.relkind
				WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' WHEN 'S' THEN 'sequence ' ELSE 'table '
			END || ${qualifiedName('n', 'c.relname')},
			coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}
	UNION ALL
		SELECT 'column ' || ${qualifiedName('n', 'c.relname')} || '.' || quote_ident(a.attname), a.attacl
		FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm')
			AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}
	UNION ALL
		SELECT 'function ' || ${qualifiedName('n', 'p.proname')} || '(' || oidvectortypes(p.proargtypes) || ')',
			coalesce(p.proacl, acldefault('f', p.proowner))
		FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
		WHERE p.prokind IN ('f', 'p', 'w') AND ${inScope('n')} AND ${outsideExtensions('pg_proc', 'p.oid')}
			AND NOT EXISTS (SELECT FROM pg_depend made
				WHERE made.classid = 'pg_proc'::regclass AND made.objid = p.oid AND made.deptype = 'i')
	UNION ALL
		SELECT 'type ' || ${qualifiedName('n', 't.typname')}, coalesce(t.typacl, acldefault('T', t.typowner))
		FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
		WHERE (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c')
			AND ${inScope('n')} AND ${outsideExtensions('pg_type', 't.oid')}
	)
	SELECT entry.privilege_type || ' on ' || held.object || ' to '
			|| CASE entry.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(entry.grantee)) END AS name,
		bool_or(entry.is_grantable) AS grantable
	FROM held CROSS JOIN aclexplode(held.acl) entry
	GROUP BY held.object, entry.grantee, entry.privilege_type`;

/** One object per privilege: `SELECT on table public.t to reader`; `PUBLIC` in capitals is everyone. */
export function readGrants(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'grant', sql, excludeSchemas);
}
