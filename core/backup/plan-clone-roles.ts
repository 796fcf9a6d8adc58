import { CutterError } from '../errors/cutter-error.ts';
import type { RestoreException } from './restore-exception.ts';
import type { RoleAttributes, RoleMembership, ServerRoles } from './server-roles.ts';

/** What has to happen to a clone's server so that it has production's roles. */
export interface RolePlan {
	readonly create: readonly RoleAttributes[];
	/** Roles that the server has already, alike in what matters: used as they are, never altered, never removed. */
	readonly reused: readonly string[];
	/** Only those in which a role takes part that is created: what is between others is theirs. */
	readonly grants: readonly RoleMembership[];
	readonly exceptions: readonly RestoreException[];
}

export interface RolePlanOrder {
	/** Production's. */
	readonly needed: Pick<ServerRoles, 'roles' | 'memberships'>;
	/** Those that the clone's server has already. */
	readonly present: readonly RoleAttributes[];
	/** Roles that will log in: they get a password, so they have to be new. */
	readonly login: readonly string[];
	/** Whether a superuser creates them: nobody else may create another one. */
	readonly bySuperuser: boolean;
}

/** What a role may do; how often and until when it may log in is left aside. */
const powers = [
	'superuser',
	'inherit',
	'create_role',
	'create_db',
	'can_login',
	'replication',
	'bypass_rls',
] as const satisfies readonly (keyof RoleAttributes)[];
/** Ours: those that only a superuser can hand out on every version. */
const superuserPowers = ['superuser', 'replication', 'bypass_rls'] as const;

/**
 * Decides which of production's roles a clone's server lacks, and which it has.
 * @throws CutterError GATE_NOT_MET for a login role that production lacks, and for a role of the server's own that is
 * unlike production's or would have to log in: it is not ours to change
 */
export function planCloneRoles({ needed, present, login, bySuperuser }: RolePlanOrder): RolePlan {
	for (const name of login) assertMayLogIn(name, needed.roles);
	const there = new Map(present.map((role) => [role.name, role]));
	const create: RoleAttributes[] = [];
	const reused: string[] = [];
	const exceptions: RestoreException[] = [];
	for (const role of needed.roles) {
		const own = there.get(role.name);
		if (own) {
			assertAlike(role, own, login);
			reused.push(role.name);
			exceptions.push(usedAsItIs(role.name));
			continue;
		}
		const given = bySuperuser ? role : withoutSuperuserPowers(role);
		create.push(given);
		if (given !== role) exceptions.push(madeWithout(role));
	}
	const isNew = new Set(create.map(({ name }) => name));
	const grants = needed.memberships.filter(({ role, member }) => isNew.has(role) || isNew.has(member));
	return { create, reused, grants, exceptions };
}

function assertMayLogIn(name: string, roles: readonly RoleAttributes[]): void {
	if (roles.some((role) => role.name === name && role.can_login)) return;
	throw new CutterError('GATE_NOT_MET', `The role ${name} does not exist on production, or may not log in.`, {
		role: name,
	});
}

function assertAlike(role: RoleAttributes, own: RoleAttributes, login: readonly string[]): void {
	const differs = powers.filter((power) => role[power] !== own[power]);
	const remedy = 'Use a server without it: what is there already is never changed.';
	if (differs.length > 0) {
		throw new CutterError(
			'GATE_NOT_MET',
			`The restore server has a role ${role.name} of its own, unlike production's in ${differs.join(', ')}. ${remedy}`,
			{ role: role.name, differs },
		);
	}
	if (!login.includes(role.name)) return;
	throw new CutterError(
		'GATE_NOT_MET',
		`The restore server has a role ${role.name} of its own, so a rehearsal cannot log in as it. ${remedy}`,
		{ role: role.name },
	);
}

function withoutSuperuserPowers(role: RoleAttributes): RoleAttributes {
	if (superuserPowers.every((power) => !role[power])) return role;
	return { ...role, superuser: false, replication: false, bypass_rls: false };
}

function usedAsItIs(name: string): RestoreException {
	return {
		what: `role ${name}`,
		rule: 'role-of-the-server',
		reason: 'The restore server has a role of this name and of the same powers; it was used as it is.',
	};
}

function madeWithout(role: RoleAttributes): RestoreException {
	const missing = superuserPowers.filter((power) => role[power]);
	return {
		what: `role ${role.name}`,
		rule: 'role-without-superuser-powers',
		reason: `Made without ${missing.join(', ')}: the login of the restore server is no superuser and may not hand it out.`,
	};
}
