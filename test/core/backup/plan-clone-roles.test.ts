import { describe, expect, it } from 'vitest';
import { planCloneRoles, type RolePlanOrder } from '../../../core/backup/plan-clone-roles.ts';
import type { RoleAttributes, RoleMembership } from '../../../core/backup/server-roles.ts';

const role = (name: string, more: Partial<RoleAttributes> = {}): RoleAttributes => ({
	name,
	superuser: false,
	inherit: true,
	create_role: false,
	create_db: false,
	can_login: false,
	replication: false,
	bypass_rls: false,
	connection_limit: -1,
	valid_until: null,
	...more,
});
const member = (of: string, who: string): RoleMembership => ({
	role: of,
	member: who,
	admin: false,
	inherit: null,
	set: null,
});
const postgres = role('postgres', { superuser: true, can_login: true, replication: true, bypass_rls: true });
const migrator = role('migrator', { can_login: true });
const owner = role('owner');

const plan = (order: Partial<RolePlanOrder>) =>
	planCloneRoles({
		needed: { roles: [postgres, migrator, owner], memberships: [member('owner', 'migrator')] },
		present: [postgres],
		login: [],
		bySuperuser: true,
		...order,
	});

describe('the roles of a clone', () => {
	it('are created where the server lacks them, and used where it has the like', () => {
		expect(plan({})).toMatchObject({
			create: [migrator, owner],
			reused: ['postgres'],
			grants: [member('owner', 'migrator')],
			exceptions: [{ what: 'role postgres', rule: 'role-of-the-server' }],
		});
	});

	it('are all created on a server that has none of them', () => {
		expect(plan({ present: [role('cutter_superuser', { superuser: true })] })).toMatchObject({
			create: [postgres, migrator, owner],
			reused: [],
			exceptions: [],
		});
	});

	it('are not granted to each other where both are the server’s own', () => {
		const both = { present: [postgres, migrator, owner] };
		expect(plan(both).grants).toEqual([]);
		expect(plan({ present: [postgres, migrator] }).grants).toEqual([member('owner', 'migrator')]);
	});

	it('may have another limit or end of logins', () => {
		expect(plan({ present: [{ ...owner, connection_limit: 3, valid_until: 'infinity' }] }).reused).toEqual(['owner']);
	});

	it.each([
		['superuser', { superuser: true }],
		['inherit', { inherit: false }],
		['create_role', { create_role: true }],
		['create_db', { create_db: true }],
		['can_login', { can_login: true }],
		['replication', { replication: true }],
		['bypass_rls', { bypass_rls: true }],
	])('are refused when one of the server’s own differs in %s', (power, other) => {
		expect(() => plan({ present: [role('owner', other)] })).toThrow(
			expect.objectContaining({
				code: 'GATE_NOT_MET',
				message: expect.stringMatching(new RegExp(`role owner of its own.*${power}`)),
			}),
		);
	});

	it('are refused when one that has to log in is the server’s own', () => {
		expect(() => plan({ present: [migrator], login: ['migrator'] })).toThrow(/cannot log in as it/);
	});

	it.each([
		['does not exist', 'nobody'],
		['may not log in', 'owner'],
	])('are refused when one that has to log in %s on production', (_, name) => {
		expect(() => plan({ login: [name] })).toThrow(/does not exist on production, or may not log in/);
	});

	it('lose what only a superuser may hand out, and say so', () => {
		const { create, exceptions } = plan({ present: [], bySuperuser: false });
		expect(create.find(({ name }) => name === 'postgres')).toMatchObject({
			superuser: false,
			replication: false,
			bypass_rls: false,
			can_login: true,
		});
		expect(exceptions).toEqual([
			{
				what: 'role postgres',
				rule: 'role-without-superuser-powers',
				reason: expect.stringContaining('superuser, replication, bypass_rls'),
			},
		]);
	});
});
