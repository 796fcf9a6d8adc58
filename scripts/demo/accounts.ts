import { z } from 'zod';
import { approvalsCollection } from '../../contract/sign-offs.ts';
import type { Api } from './api-client.ts';
import { type Access, type Account, type Person, people } from './demo-people.ts';
import { randomSecret } from './random-secret.ts';

/** What `directus cutter init` names the policy that lets its holders sign. */
const SIGN_OFF_POLICY = 'Cutter sign-off';

const created = z.object({ data: z.object({ id: z.string() }) });
const listed = z.object({ data: z.array(z.object({ id: z.string() })) });

/**
 * Creates the demo's accounts: three roles, two policies, no item rules, so that Directus's licence-free limits hold.
 * @param admin calls of an administrator
 */
export async function createAccounts(admin: Api): Promise<Account[]> {
	const roles = await createRoles(admin);
	const accounts: Account[] = [];
	for (const person of people) accounts.push(await createAccount(admin, person, roles[person.access]));
	return accounts;
}

async function createRoles(admin: Api): Promise<Record<Access, string | null>> {
	const signOff = (await findPolicy(admin, SIGN_OFF_POLICY)) ?? (await createSignOffPolicy(admin));
	const studio = await create(admin, '/policies', {
		name: 'Cutter Studio access',
		icon: 'badge',
		description: 'Opens the Studio; grants nothing else.',
		app_access: true,
	});
	return {
		// The bootstrap has made the administrator.
		admin: null,
		studio: await createRole(admin, 'Cutter seat holders (Studio)', [studio, signOff]),
		api: await createRole(admin, 'Cutter seat holders (API)', [signOff]),
		tool: await createRole(admin, 'Cutter tools', []),
	};
}

async function createSignOffPolicy(admin: Api): Promise<string> {
	const permission = (action: string) => ({ collection: approvalsCollection, action, fields: ['*'] });
	return create(admin, '/policies', {
		name: SIGN_OFF_POLICY,
		icon: 'approval',
		description: 'Lets a seat holder sign.',
		permissions: [permission('create'), permission('read')],
	});
}

async function findPolicy(admin: Api, name: string): Promise<string | null> {
	const answer = await admin.get(`/policies?fields=id&filter[name][_eq]=${encodeURIComponent(name)}`);
	return listed.parse(answer).data[0]?.id ?? null;
}

function createRole(admin: Api, name: string, policies: readonly string[]): Promise<string> {
	// A policy is attached by an item of directus_access, which nests under the role.
	return create(admin, '/roles', { name, icon: 'groups', policies: policies.map((policy) => ({ policy })) });
}

async function createAccount(admin: Api, person: Person, role: string | null): Promise<Account> {
	const isTool = person.access === 'tool';
	const password = isTool ? null : randomSecret();
	const token = isTool ? randomSecret() : null;
	const { name, email, seats } = person;
	await create(admin, '/users', { first_name: name, email, role, status: 'active', password, token });
	return { name, seats: [...seats], kind: isTool ? 'tool' : 'human', email, password, token };
}

async function create(admin: Api, path: string, body: object): Promise<string> {
	return created.parse(await admin.post(path, body)).data.id;
}
