import { randomBytes } from 'node:crypto';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { quoteIdentifier } from '../quote-identifier.ts';
import type { Session } from '../session.ts';
import { withTransaction } from '../transaction.ts';
import { quoteLiterals } from './quote-literals.ts';
import type { RoleAttributes, RoleMembership, ServerRoles } from './server-roles.ts';

export interface RoleOrder {
	/** Roles that will log in to the clone; all others keep no password and cannot. */
	readonly login: readonly string[];
}

/**
 * Recreates production's roles on a clone with their attributes and memberships, so that owners and grants can be
 * restored and a rehearsal runs as the same-named role. Settings come later: `applySettings`.
 * @param session as the clone's superuser
 * @returns a random password for each role that was asked to log in
 * @throws CutterError GATE_NOT_MET for a login role that production lacks or does not let log in
 */
export async function createRoles(
	session: Session,
	{ roles, memberships }: ServerRoles,
	order: RoleOrder,
): Promise<ReadonlyMap<string, string>> {
	const passwords = new Map<string, string>();
	for (const name of order.login) {
		const canLogin = roles.some((role) => role.name === name && role.can_login);
		if (!canLogin)
			throw new CutterError('GATE_NOT_MET', `The role ${name} does not exist on production, or may not log in.`, {
				role: name,
			});
		passwords.set(name, randomBytes(24).toString('base64url'));
	}
	await withTransaction(session, async () => {
		for (const role of roles) await createRole(session, role, passwords.get(role.name));
		for (const membership of memberships) await session.query(grantStatement(membership));
	});
	return passwords;
}

async function createRole(session: Session, role: RoleAttributes, password: string | undefined): Promise<void> {
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
	if (role.valid_until !== null) options.push(`VALID UNTIL ${await literal(session, role.valid_until)}`);
	if (password !== undefined) options.push(`PASSWORD ${await literal(session, password)}`);
	await session.query(`CREATE ROLE ${quoteIdentifier(role.name)} ${options.join(' ')}`);
}

function grantStatement({ role, member, admin, inherit, set }: RoleMembership): string {
	const grant = `GRANT ${quoteIdentifier(role)} TO ${quoteIdentifier(member)}`;
	if (inherit === null || set === null) return admin ? `${grant} WITH ADMIN OPTION` : grant;
	return `${grant} WITH ADMIN ${admin}, INHERIT ${inherit}, SET ${set}`;
}

async function literal(session: Session, value: string): Promise<string> {
	return (await quoteLiterals(session, [value])).join('');
}
