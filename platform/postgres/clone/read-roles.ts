import { roleAttributes, roleMembership, roleSetting, type ServerRoles } from '../../../core/backup/server-roles.ts';
import type { Session } from '../session.ts';

// Roles named pg_… come with the server; nobody else can have such a name.
const readAttributes = String.raw`
	SELECT rolname AS name, rolsuper AS superuser, rolinherit AS inherit, rolcreaterole AS create_role,
		rolcreatedb AS create_db, rolcanlogin AS can_login, rolreplication AS replication, rolbypassrls AS bypass_rls,
		rolconnlimit AS connection_limit,
		CASE WHEN isfinite(rolvaliduntil)
			THEN to_char(rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') ELSE rolvaliduntil::text
		END AS valid_until
	FROM pg_catalog.pg_roles WHERE rolname NOT LIKE 'pg\_%' ORDER BY rolname`;

// From 16 a membership stands once per grantor, with options of its own: as JSON a missing column is null.
const readMemberships = String.raw`
	SELECT r.rolname AS role, m.rolname AS member, bool_or(a.admin_option) AS admin,
		bool_or((j->>'inherit_option')::boolean) AS inherit, bool_or((j->>'set_option')::boolean) AS set
	FROM pg_catalog.pg_auth_members a
		JOIN pg_catalog.pg_roles r ON r.oid = a.roleid JOIN pg_catalog.pg_roles m ON m.oid = a.member, to_jsonb(a) j
	WHERE m.rolname NOT LIKE 'pg\_%'
	GROUP BY r.rolname, m.rolname ORDER BY r.rolname, m.rolname`;

const readSettings = `
	SELECT r.rolname AS role, s.setdatabase <> 0 AS in_database,
		split_part(c.config, '=', 1) AS name, substr(c.config, strpos(c.config, '=') + 1) AS value
	FROM pg_catalog.pg_db_role_setting s LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole,
		unnest(s.setconfig) WITH ORDINALITY AS c(config, n)
	WHERE s.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
	ORDER BY in_database, role NULLS FIRST, c.n`;

/** Reads roles, memberships, and the settings of roles and of the session's database. These catalogs are open to every role. */
export async function readRoles(session: Session): Promise<ServerRoles> {
	const roles = await session.query(readAttributes);
	const memberships = await session.query(readMemberships);
	const settings = await session.query(readSettings);
	return {
		roles: roles.rows.map((row) => roleAttributes.parse(row)),
		memberships: memberships.rows.map((row) => roleMembership.parse(row)),
		settings: settings.rows.map((row) => roleSetting.parse(row)),
	};
}
