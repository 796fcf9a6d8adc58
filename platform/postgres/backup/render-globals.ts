import type { RoleAttributes, RoleMembership, RoleSetting } from '../../../core/backup/server-roles.ts';
import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import { quoteLiterals } from '../clone/quote-literals.ts';
import { splitNameList } from '../clone/split-name-list.ts';
import type { Session } from '../session.ts';
import type { Grant, ServerGlobals } from './read-globals.ts';

/** Has values quoted as SQL, in the order given. */
type Quote = (values: readonly string[]) => Promise<string[]>;

/** Settings whose value is a list of names, each quoted by itself; PostgreSQL keeps this list closed (GUC_LIST_QUOTE). */
const nameLists = [
	'search_path',
	'temp_tablespaces',
	'local_preload_libraries',
	'session_preload_libraries',
	'shared_preload_libraries',
	'unix_socket_directories',
];

const opening = `-- What a dump of one database leaves out. Run it as a superuser before the dump is restored, except for the
-- part about the database, which comes last. Passwords are not in it: set them anew. Where a role exists already,
-- CREATE ROLE fails and the line after it still holds.
`;

/**
 * The globals as a script for psql, in an order in which each statement finds what it names.
 * @param session any; the server quotes values, since these statements cannot bind any
 */
export async function renderGlobals(session: Session, globals: ServerGlobals): Promise<string> {
	const quote: Quote = (values) => quoteLiterals(session, values);
	const { roles, memberships, settings, tablespaces, parameters, database } = globals;
	const [own, shared] = [settings.filter((it) => it.in_database), settings.filter((it) => !it.in_database)];
	const lines: string[] = [];
	for (const role of roles) lines.push(...(await renderRole(role, quote)));
	lines.push(...memberships.map(renderMembership));
	for (const setting of shared) lines.push(await renderSetting(setting, database.name, quote));
	for (const tablespace of tablespaces) lines.push(...(await renderTablespace(tablespace, quote)));
	for (const { name, grants } of parameters)
		lines.push(...renderGrants(`PARAMETER ${quoteIdentifier(...name.split('.'))}`, grants));
	const last = [...(await renderDatabase(database, quote))];
	for (const setting of own) last.push(await renderSetting(setting, database.name, quote));
	return `${opening}\n${lines.map((line) => `${line};\n`).join('')}\n-- The database, once it was created.\n${last
		.map((line) => `${line};\n`)
		.join('')}`;
}

async function renderRole(role: RoleAttributes, quote: Quote): Promise<string[]> {
	const name = quoteIdentifier(role.name);
	const options = [
		role.superuser ? 'SUPERUSER' : 'NOSUPERUSER',
		role.inherit ? 'INHERIT' : 'NOINHERIT',
		role.create_role ? 'CREATEROLE' : 'NOCREATEROLE',
		role.create_db ? 'CREATEDB' : 'NOCREATEDB',
		role.can_login ? 'LOGIN' : 'NOLOGIN',
		role.replication ? 'REPLICATION' : 'NOREPLICATION',
		role.bypass_rls ? 'BYPASSRLS' : 'NOBYPASSRLS',
		`CONNECTION LIMIT ${role.connection_limit}`,
	];
	if (role.valid_until !== null) options.push(`VALID UNTIL ${(await quote([role.valid_until])).join('')}`);
	return [`CREATE ROLE ${name}`, `ALTER ROLE ${name} WITH ${options.join(' ')}`];
}

function renderMembership({ role, member, admin, inherit, set }: RoleMembership): string {
	const options = [
		...(admin ? ['ADMIN TRUE'] : []),
		...(inherit === null ? [] : [`INHERIT ${inherit}`]),
		...(set === null ? [] : [`SET ${set}`]),
	];
	// Before 16 there is one option, and no word but OPTION for its value.
	const clause = inherit === null && set === null ? (admin ? ' WITH ADMIN OPTION' : '') : ` WITH ${options.join(', ')}`;
	return `GRANT ${quoteIdentifier(role)} TO ${quoteIdentifier(member)}${clause}`;
}

async function renderSetting(setting: RoleSetting, database: string, quote: Quote): Promise<string> {
	const { role, in_database, name, value } = setting;
	const names = nameLists.includes(name) ? splitNameList(value) : [value];
	const literals = await quote(names.length === 0 ? [''] : names);
	const where = in_database ? ` IN DATABASE ${quoteIdentifier(database)}` : '';
	const whole = in_database ? `DATABASE ${quoteIdentifier(database)}` : 'ROLE ALL';
	const subject = role === null ? whole : `ROLE ${quoteIdentifier(role)}${where}`;
	return `ALTER ${subject} SET ${quoteIdentifier(...name.split('.'))} TO ${literals.join(', ')}`;
}

async function renderTablespace(
	{ name, owner, location, options, grants }: ServerGlobals['tablespaces'][number],
	quote: Quote,
): Promise<string[]> {
	const [where = "''"] = await quote([location]);
	const tablespace = quoteIdentifier(name);
	return [
		`CREATE TABLESPACE ${tablespace} OWNER ${quoteIdentifier(owner)} LOCATION ${where}`,
		...(options.length === 0 ? [] : [`ALTER TABLESPACE ${tablespace} SET (${options.join(', ')})`]),
		...renderGrants(`TABLESPACE ${tablespace}`, grants),
	];
}

async function renderDatabase(database: ServerGlobals['database'], quote: Quote): Promise<string[]> {
	const name = quoteIdentifier(database.name);
	const comment = database.comment === null ? [] : await quote([database.comment]);
	return [
		`ALTER DATABASE ${name} OWNER TO ${quoteIdentifier(database.owner)}`,
		`ALTER DATABASE ${name} CONNECTION LIMIT ${database.connection_limit}`,
		...comment.map((text) => `COMMENT ON DATABASE ${name} IS ${text}`),
		`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`,
		...renderGrants(`DATABASE ${name}`, database.grants),
	];
}

function renderGrants(on: string, grants: readonly Grant[]): string[] {
	return grants.map(({ grantee, privilege, grantable }) => {
		const to = grantee === null ? 'PUBLIC' : quoteIdentifier(grantee);
		return `GRANT ${privilege} ON ${on} TO ${to}${grantable ? ' WITH GRANT OPTION' : ''}`;
	});
}
