import { randomBytes } from 'node:crypto';
import type { RolePlan } from '../../../core/backup/plan-clone-roles.ts';
import type { RoleAttributes, RoleMembership } from '../../../core/backup/server-roles.ts';
import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../session.ts';
import { withTransaction } from '../transaction.ts';
import { quoteLiterals } from './quote-literals.ts';
import { scramVerifier } from './scram-verifier.ts';

export interface RoleOrder {
	/** Roles that will log in to the clone; all others keep no password and cannot. */
	readonly login: readonly string[];
	/** Left as a comment on every role made, so that a sweep knows its own. */
	readonly mark?: string | undefined;
	/** True where the login is no superuser: it restores into the hands of roles that it has to be a member of. */
	readonly joinThem?: boolean | undefined;
}

/**
 * Creates production's roles on a clone with their attributes and memberships, so that owners and grants can be
 * restored and a rehearsal runs as the same-named role; all of them or none. Settings come later: `applySettings`.
 * @param session a login of the clone that may create roles
 * @returns a random password for each role that was asked to log in
 */
export async function createRoles(
	session: Session,
	{ create, grants }: Pick<RolePlan, 'create' | 'grants'>,
	{ login, mark, joinThem = false }: RoleOrder,
): Promise<ReadonlyMap<string, string>> {
	const passwords = new Map(login.map((name) => [name, randomBytes(24).toString('base64url')]));
	await withTransaction(session, async () => {
		for (const role of create) {
			await createRole(session, role, passwords.get(role.name));
			const name = quoteIdentifier(role.name);
			if (mark !== undefined) await session.query(`COMMENT ON ROLE ${name} IS ${await literal(session, mark)}`);
			if (joinThem) await session.query(`GRANT ${name} TO CURRENT_USER`);
		}
		for (const membership of grants) await session.query(grantStatement(membership));
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
	if (password !== undefined) options.push(`PASSWORD ${await literal(session, scramVerifier(password))}`);
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
