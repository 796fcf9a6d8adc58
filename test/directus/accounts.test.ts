import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { seatIds } from '../../contract/seats.ts';
import type { Credentials } from '../../scripts/demo/api-client.ts';
import { sharedDirectus } from '../support/shared-directus.ts';

const users = z.object({ data: z.array(z.object({ id: z.string(), email: z.string() })) });
const me = z.object({ data: z.object({ id: z.string() }) });
const appAccess = z.object({ data: z.object({ app_access: z.boolean() }) });

describe('the accounts of the demo', () => {
	const directus = sharedDirectus();
	const admin = directus.api({ token: directus.adminToken });
	const people = directus.accounts.filter(({ kind }) => kind === 'human');
	const tools = directus.accounts.filter(({ kind }) => kind === 'tool');

	/** Without Studio access an account may read of itself no more than its id. */
	async function whoIs(credentials: Credentials): Promise<string | undefined> {
		const { id } = me.parse(await directus.api(credentials).get('/users/me?fields=id')).data;
		return users.parse(await admin.get(`/users?fields=id,email&filter[id][_eq]=${id}`)).data[0]?.email;
	}

	test('hold every seat once', () => {
		expect(directus.accounts.flatMap(({ seats }) => seats).sort()).toEqual([...seatIds].sort());
	});

	test.each(people)('$name logs in with a password, as itself', async ({ email, password }) => {
		expect(await whoIs(await directus.login(email, password ?? ''))).toBe(email);
	});

	test.each(tools)('$name calls with its token and has no password', async ({ email, token, password }) => {
		expect(password).toBeNull();
		expect(await whoIs({ token })).toBe(email);
		await expect(directus.login(email, '')).rejects.toThrow('answered 4');
	});

	test('are three in the Studio: what Directus allows without a licence', async () => {
		const inStudio: string[] = [];
		for (const { email, password } of people) {
			const session = await directus.login(email, password ?? '');
			const answer = appAccess.safeParse(await directus.api(session).get('/policies/me/globals'));
			if (answer.data?.data.app_access) inStudio.push(email.split('@')[0] ?? email);
		}
		expect(inStudio.sort()).toEqual(['admin', 'd32', 'g4']);
	});

	test('are known to Directus by these addresses alone', async () => {
		const known = users.parse(await admin.get('/users?fields=id,email&limit=-1')).data.map(({ email }) => email);
		expect(known.sort()).toEqual(directus.accounts.map(({ email }) => email).sort());
	});

	test('leave no seat for a fourth person in the Studio', async () => {
		const roles = z.object({ data: z.array(z.object({ id: z.string(), name: z.string() })) });
		const role = roles.parse(await admin.get('/roles?fields=id,name')).data.find(({ name }) => name.includes('Studio'));
		const fourth = { email: 'fourth@demo.example.com', role: role?.id, status: 'active' };
		await expect(admin.post('/users', fourth)).rejects.toThrow('LIMIT_EXCEEDED');
	});
});
