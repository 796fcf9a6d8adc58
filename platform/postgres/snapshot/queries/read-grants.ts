import type { SchemaObject } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { inScope, outsideExtensions, qualifiedName } from '../in-scope.ts';
import { readObjects } from '../read-objects.ts';

// An absent ACL stands for PostgreSQL's default of that kind of object (letters as acldefault takes them), which is the
// same for all objects of one owner. Grouping forgets who granted.
const sql = `
	WITH held (object, type, owner, acl) AS MATERIALIZED (
		SELECT 'schema ' || quote_ident(n.nspname), 'n'::"char", n.nspowner, n.nspacl
		FROM pg_namespace n
		WHERE ${inScope('n')} AND ${outsideExtensions('pg_namespace', 'n.oid')}
	UNION ALL
		SELECT CASE c.relkind
				WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' WHEN 'S' THEN 'sequence ' ELSE 'table '
			END || ${qualifiedName('n', 'c.relname')},
			CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner, c.relacl
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}
	UNION ALL
		SELECT 'column ' || ${qualifiedName('n', 'c.relname')} || '.' || quote_ident(a.attname), 'c', c.relowner, a.attacl
		FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm')
			AND ${inScope('n')} AND ${outsideExtensions('pg_class', 'c.oid')}
	UNION ALL
		SELECT 'function ' || ${qualifiedName('n', 'p.proname')} || '(' || oidvectortypes(p.proargtypes) || ')',
			'f', p.proowner, p.proacl
		FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
		WHERE p.prokind IN ('f', 'p', 'w') AND ${inScope('n')} AND ${outsideExtensions('pg_proc', 'p.oid')}
			AND NOT EXISTS (SELECT FROM pg_depend made
				WHERE made.classid = 'pg_proc'::regclass AND made.objid = p.oid AND made.deptype = 'i')
	UNION ALL
		SELECT 'type ' || ${qualifiedName('n', 't.typname')}, 'T', t.typowner, t.typacl
		FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
		WHERE (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c')
			AND ${inScope('n')} AND ${outsideExtensions('pg_type', 't.oid')}
	), granted (object, grantee, privilege, grantable) AS (
		SELECT held.object, entry.grantee, entry.privilege_type, bool_or(entry.is_grantable)
		FROM held CROSS JOIN aclexplode(held.acl) entry
		GROUP BY held.object, entry.grantee, entry.privilege_type
	UNION ALL
		SELECT held.object, entry.grantee, entry.privilege_type, entry.is_grantable
		FROM held
		JOIN (SELECT DISTINCT type, owner FROM held WHERE acl IS NULL) unset USING (type, owner)
		CROSS JOIN aclexplode(acldefault(unset.type, unset.owner)) entry
		WHERE held.acl IS NULL
	)
	SELECT granted.privilege || ' on ' || granted.object || ' to '
			|| CASE granted.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(granted.grantee)) END AS name,
		granted.grantable
	FROM granted`;

/** One object per privilege: `SELECT on table public.t to reader`; `PUBLIC` in capitals is everyone. */
export function readGrants(session: Session, excludeSchemas: readonly string[]): Promise<SchemaObject[]> {
	return readObjects(session, 'grant', sql, excludeSchemas);
}
