import { prepareBundle } from '../setup/bundle.mjs';
import { say, step } from '../setup/progress.mjs';
import type { Login, RunningCluster } from './cluster.ts';
import type { Demo } from './demo.ts';
import { administrator, executor, verifier } from './demo-people.ts';
import type { DatabaseRoles } from './directus-database.ts';
import type { DirectusConfiguration } from './directus-environment.ts';
import { layOutDirectusFolder } from './directus-folder.ts';
import { bootstrapDirectus, type RunningDirectus, startDirectusHost } from './directus-host.ts';
import { directusVersion } from './draft-demo.ts';
import { fillDatabase } from './fill-database.ts';
import { findFreePort } from './free-port.ts';
import { untilStopped } from './stop-request.ts';

/** The demo's Directus with the packed bundle in it, for the time of `work`; first fills the database of a new demo. */
export async function withDirectus(
	demo: Demo,
	cluster: RunningCluster,
	signal: AbortSignal,
	work: (directus: RunningDirectus, host: DirectusConfiguration) => Promise<void>,
): Promise<void> {
	const host = await describeHost(demo, cluster);
	layOutDirectusFolder(host, await prepareBundle());
	await untilStopped(signal, prepareDatabase(demo, cluster, host, signal));
	const directus = await step('Starting Directus', () => startDirectusHost(host));
	try {
		await work(directus, host);
	} finally {
		say('Stopping Directus …');
		await directus.stop();
	}
}

async function describeHost({ folder, state }: Demo, cluster: RunningCluster): Promise<DirectusConfiguration> {
	const login = (role: keyof typeof state.role_passwords): Login => ({ role, password: state.role_passwords[role] });
	const roles: DatabaseRoles = {
		directus: login('directus'),
		migrator: login('cutter_migrator'),
		verifier: login('cutter_verifier'),
	};
	return {
		folder: folder.host,
		port: await findFreePort(state.directus.port),
		secret: state.directus.secret,
		admin: { email: administrator.email, password: state.accounts[0]?.password ?? '' },
		database: { port: cluster.port, bin: cluster.bin },
		roles,
		toolAccounts: { executor: executor.email, verifier: verifier.email },
		environment: { CUTTER_PLANS_DIR: folder.plans },
	};
}

async function prepareDatabase(
	{ isNew, state }: Demo,
	cluster: RunningCluster,
	host: DirectusConfiguration,
	signal: AbortSignal,
): Promise<void> {
	if (isNew) await step('Filling the demo database', () => fillDatabase(cluster, host.roles));
	if (!isNew && state.directus.version === directusVersion()) return;
	signal.throwIfAborted();
	await step('Creating the tables of Directus', () => bootstrapDirectus(host, { signal }));
}
