import { z } from 'zod';
import type { ServerRoles } from '../../../core/backup/server-roles.ts';
import { type DatabaseLocale, readDatabaseLocale } from '../clone/database-locale.ts';
import { type DatabaseRights, readDatabaseRights } from '../clone/database-rights.ts';
import { readRoles } from '../clone/read-roles.ts';
import type { Session } from '../session.ts';

const grant = z.object({ grantee: z.string().nullable(), privilege: z.string(), grantable: z.boolean() });
const tablespace = z.object({
	name: z.string(),
	owner: z.string(),
	location: z.string(),
	options: z.array(z.string()),
	grants: z.array(grant),
});
const parameter = z.object({ name: z.string(), grants: z.array(grant) });
const databaseRow = z.object({
	name: z.string(),
	connection_limit: z.int(),
	tablespace: z.string(),
	comment: z.string().nullable(),
});

/** A right as `GRANT` gives it; the grantee null is PUBLIC. */
export type Grant = z.infer<typeof grant>;

/** What a dump of one database leaves out: all that lives in the server, not in the database. No password, no hash. */
export interface ServerGlobals extends ServerRoles {
	readonly tablespaces: readonly z.infer<typeof tablespace>[];
	/** Rights on server parameters (`GRANT SET ON PARAMETER`). */
	readonly parameters: readonly z.infer<typeof parameter>[];
	readonly database: z.infer<typeof databaseRow> & DatabaseRights & { readonly locale: DatabaseLocale };
}

/** Rights by name as JSON; an absent ACL stands for the defaults, which are spelled out. */
const grantsOf = (acl: string) => `coalesce((SELECT json_agg(json_build_object('grantee', r.rolname,
		'privilege', a.privilege_type, 'grantable', a.is_grantable) ORDER BY r.rolname NULLS FIRST, a.privilege_type)
	FROM aclexplode(${acl}) a LEFT JOIN pg_roles r ON r.oid = a.grantee), '[]')`;

const readTablespaces = `
	SELECT t.spcname::text AS name, pg_get_userbyid(t.spcowner)::text AS owner, pg_tablespace_location(t.oid) AS location,
		coalesce(t.spcoptions, '{}') AS options, ${grantsOf("coalesce(t.spcacl, acldefault('t', t.spcowner))")} AS grants
	FROM pg_tablespace t WHERE t.spcname !~ '^pg_' ORDER BY t.spcname`;

const readParameters = `
	SELECT p.parname AS name, ${grantsOf('p.paracl')} AS grants FROM pg_parameter_acl p ORDER BY p.parname COLLATE "C"`;

const readDatabase = `
	SELECT d.datname::text AS name, d.datconnlimit AS connection_limit, t.spcname::text AS tablespace,
		shobj_description(d.oid, 'pg_database') AS comment
	FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace WHERE d.datname = current_database()`;

/** Reads them as the session's transaction sees them; these catalogs are open to every role. */
export async function readGlobals(session: Session): Promise<ServerGlobals> {
	const tablespaces = await session.query(readTablespaces);
	const parameters = await session.query(readParameters);
	const { rows } = await session.query(readDatabase);
	return {
		...(await readRoles(session)),
		tablespaces: tablespaces.rows.map((row) => tablespace.parse(row)),
		parameters: parameters.rows.map((row) => parameter.parse(row)),
		database: {
			...databaseRow.parse(rows[0]),
			...(await readDatabaseRights(session)),
			locale: await readDatabaseLocale(session),
		},
	};
}
