import { z } from 'zod';
import { migrateOnApprovalFlow, migrateOnApprovalOperations } from '../../../contract/ready-flows.ts';
import { type Api, api, logIn } from '../api-client.ts';
import { accountOf, type DemoContext } from '../main-job.ts';

const created = z.object({ data: z.object({ id: z.string() }) });
const listed = z.object({
	data: z.array(z.object({ id: z.string(), name: z.string().optional(), email: z.string().optional() })),
});
const held = z.object({ data: z.array(z.object({ id: z.string(), holder: z.unknown() })) });
const health = z.object({ data: z.object({ set_up: z.boolean() }) });

/**
 * What an administrator does once: init on the server, the module and the Flow in the Studio, seats named by the
 * sovereign. Seats come last and tell whether all of it is done; what a stopped start has left is gone over again.
 */
export async function setUpBundle(context: DemoContext): Promise<void> {
	const { set_up } = health.parse(await api(context.url).get('/cutter/health')).data;
	if (set_up && (await areSeatsHeld(context))) return;
	await runInit(context);
	const admin = await asPerson(context, 'admin');
	// Directus looks at its schema once; init changed it from another process.
	await admin.post('/utils/cache/clear?system=true');
	await showModule(admin);
	await admin.patch('/collections/dot_tools', {
		meta: { icon: 'build', note: 'Registry of tools; the pair is looked after by the cutter.' },
	});
	await installFlow(admin);
	await nameSeats(context, admin);
}

async function areSeatsHeld(context: DemoContext): Promise<boolean> {
	const executor = api(context.url, { token: accountOf(context, 'executor').token });
	const { data } = held.parse(await executor.get('/cutter/seats'));
	return context.accounts
		.flatMap(({ seats }) => seats)
		.every((seat) => data.some(({ id, holder }) => id === seat && holder !== null));
}

async function runInit(context: DemoContext): Promise<void> {
	const sovereign = accountOf(context, 'g4').email;
	const order = ['--label', 'demo', '--sovereign', sovereign, '--verifier-role', 'cutter_verifier'];
	const ended = await context.runCutter(['init', ...order], {
		CUTTER_ADMIN_DATABASE_URL: context.superuserUrl,
	});
	if (ended.code !== 0)
		throw new Error(`directus cutter init ended with ${ended.code}: ${ended.stderr || ended.stdout}`);
}

async function showModule(admin: Api): Promise<void> {
	const modules = ['content', 'users', 'files', 'insights'].map((id) => ({ type: 'module', id, enabled: true }));
	await admin.patch('/settings', {
		module_bar: [
			{ type: 'module', id: 'cutter', enabled: true },
			...modules,
			{ type: 'module', id: 'settings', enabled: true, locked: true },
		],
	});
}

/** Operations from the last to the first, since each names the one it resolves into; a half-made Flow gives way. */
async function installFlow(admin: Api): Promise<void> {
	const named = encodeURIComponent(migrateOnApprovalFlow.name);
	const { data: known } = listed.parse(await admin.get(`/flows?fields=id&filter[name][_eq]=${named}`));
	for (const { id } of known) await admin.delete(`/flows/${id}`);
	const flow = created.parse(await admin.post('/flows', migrateOnApprovalFlow)).data.id;
	let resolve: string | null = null;
	for (const operation of migrateOnApprovalOperations.toReversed()) {
		resolve = created.parse(await admin.post('/operations', { ...operation, flow, resolve })).data.id;
	}
	await admin.patch(`/flows/${flow}`, { operation: resolve });
}

async function nameSeats(context: DemoContext, admin: Api): Promise<void> {
	const { data: users } = listed.parse(await admin.get('/users?fields=id,email&limit=-1'));
	const sovereign = await asPerson(context, 'g4');
	for (const { email, seats } of context.accounts) {
		const user = users.find((candidate) => candidate.email === email)?.id;
		for (const seat of seats.filter((id) => id !== 'sovereign')) await sovereign.put(`/cutter/seats/${seat}`, { user });
	}
}

/** Calls with the login session of a person. */
export async function asPerson(context: DemoContext, mailbox: string): Promise<Api> {
	const { email, password } = accountOf(context, mailbox);
	return api(context.url, await logIn(context.url, email, password ?? ''));
}
