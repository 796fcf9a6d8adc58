import type { RestoreException } from '../restore-exception.ts';
import type { RoleAttributes, RoleMembership, ServerRoles } from '../server-roles.ts';

type Roles = Pick<ServerRoles, 'roles' | 'memberships'>;

/**
 * Production's roles are there with the same attributes and memberships. What the clone's server has beside them, its
 * own superuser for one, is not compared.
 * @param exceptions roles excused as wholes: of the server's own, or made by a login that is no superuser
 */
export function compareRoles(source: Roles, copy: Roles, exceptions: readonly RestoreException[]): string[] {
	const excused = new Set(exceptions.map(({ what }) => what));
	const found = new Map(copy.roles.map((role) => [role.name, role]));
	const memberships = new Map(copy.memberships.map((membership) => [nameOf(membership), membership]));
	const ours = new Set(source.roles.map(({ name }) => name));
	const extra = copy.memberships.filter(
		(one) =>
			ours.has(one.member) && ours.has(one.role) && !source.memberships.some((other) => nameOf(other) === nameOf(one)),
	);
	return [
		...source.roles
			.filter(({ name }) => !excused.has(`role ${name}`))
			.flatMap((role) => describeRole(role, found.get(role.name))),
		...source.memberships.flatMap((membership) => describeMembership(membership, memberships.get(nameOf(membership)))),
		...extra.map((one) => `membership of ${one.member} in ${one.role}: on the clone, but not on production`),
	];
}

function describeRole(role: RoleAttributes, copy: RoleAttributes | undefined): string[] {
	if (!copy) return [`role ${role.name}: not restored`];
	const differs = differing(role, copy);
	return differs.length === 0 ? [] : [`role ${role.name}: differs in ${differs.join(', ')}`];
}

function describeMembership(membership: RoleMembership, copy: RoleMembership | undefined): string[] {
	const what = `membership of ${membership.member} in ${membership.role}`;
	if (!copy) return [`${what}: not restored`];
	const differs = differing(membership, copy);
	return differs.length === 0 ? [] : [`${what}: differs in ${differs.join(', ')}`];
}

function nameOf({ role, member }: RoleMembership): string {
	return JSON.stringify([role, member]);
}

function differing<Item extends object>(one: Item, other: Item): string[] {
	const values = new Map(Object.entries(other));
	return Object.entries(one)
		.filter(([name, value]) => values.get(name) !== value)
		.map(([name]) => name);
}
