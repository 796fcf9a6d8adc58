import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createAccounts } from '../../scripts/demo/accounts.ts';
import { type Api, api, type Credentials, logIn } from '../../scripts/demo/api-client.ts';
import { createCluster, databaseUrl, type RunningCluster, startCluster } from '../../scripts/demo/cluster.ts';
import { removeClusterFolder, sweepClusterFolders } from '../../scripts/demo/cluster-folder.ts';
import { type Account, administrator, executor, verifier } from '../../scripts/demo/demo-people.ts';
import { createDirectusDatabase, DATABASE } from '../../scripts/demo/directus-database.ts';
import { type DirectusConfiguration, publicUrl } from '../../scripts/demo/directus-environment.ts';
import { layOutDirectusFolder } from '../../scripts/demo/directus-folder.ts';
import { bootstrapDirectus, startDirectusHost } from '../../scripts/demo/directus-host.ts';
import { fillDatabase } from '../../scripts/demo/fill-database.ts';
import { findFreePort } from '../../scripts/demo/free-port.ts';
import { randomSecret } from '../../scripts/demo/random-secret.ts';
import { type Ended, runCutter } from '../../scripts/demo/run-directus.ts';
import { prepareBundle } from '../../scripts/setup/bundle.mjs';

/** Everything that a test needs to know of a Directus; plain data, so that it can be handed to another process. */
export interface DirectusFacts {
	readonly configuration: DirectusConfiguration;
	/** The superuser's connection: a test may look at everything. */
	readonly databaseUrl: string;
	/** The administrator first. */
	readonly accounts: readonly Account[];
}

/** A real Directus with the packed bundle in it, as a test meets it. */
export interface DirectusUnderTest extends DirectusFacts {
	readonly url: string;
	readonly adminEmail: string;
	readonly adminPassword: string;
	readonly adminToken: string;
	/** Calls as whoever the credentials name; without any, as the public. */
	api(credentials?: Credentials): Api;
	/** A login session, as the Studio makes it. */
	login(email: string, password: string): Promise<{ cookie: string }>;
	/** `directus cutter …`, with settings for this one command. */
	runCutter(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended>;
	/** Ends Directus; whoever made the cluster removes that too. */
	stop(): Promise<void>;
}

export interface StartOptions {
	/** Fills the database with the demo's tables (some seconds). */
	readonly demoDatabase?: boolean;
	/** Creates the demo's seat holders and tool accounts. */
	readonly accounts?: boolean;
	/** Settings of Directus or the bundle; they win. */
	readonly environment?: Readonly<Record<string, string>>;
}

/** Starts PostgreSQL and Directus, both for this test alone (some 12 s). */
export async function startDirectus(options: StartOptions = {}): Promise<DirectusUnderTest> {
	await sweepClusterFolders();
	const tarball = await prepareBundle();
	const cluster = await createCluster({ pointer: null, durable: false });
	try {
		const server = await startCluster(cluster);
		const configuration = await describe(server, cluster.folder, options.environment);
		layOutDirectusFolder(configuration, tarball);
		const { roles } = configuration;
		await (options.demoDatabase ? fillDatabase(server, roles) : createDirectusDatabase(server, roles));
		await bootstrapDirectus(configuration);
		const directus = await startDirectusHost(configuration);
		const facts = {
			configuration,
			databaseUrl: databaseUrl(server, server.superuser, DATABASE),
			accounts: [adminOf(configuration)],
		};
		const stop = async () => {
			await directus.stop();
			await removeClusterFolder(cluster.folder);
		};
		if (!options.accounts) return meet(facts, stop);
		const created = await createAccounts(api(directus.url, { token: configuration.admin.token }));
		return meet({ ...facts, accounts: [...facts.accounts, ...created] }, stop);
	} catch (error) {
		await removeClusterFolder(cluster.folder);
		throw error;
	}
}

/** Starts one more Directus process on the database of the first: what a second replica is. */
export async function startReplica(
	first: DirectusFacts,
	environment: Readonly<Record<string, string>> = {},
): Promise<DirectusUnderTest> {
	const { configuration } = first;
	const replica = {
		...configuration,
		folder: join(configuration.folder, '..', `host-${randomUUID()}`),
		port: await findFreePort(),
		// Replicas share what the first keeps on disk.
		environment: {
			CUTTER_ARTIFACTS_DIR: join(configuration.folder, 'artifacts'),
			...configuration.environment,
			...environment,
		},
	};
	layOutDirectusFolder(replica, await prepareBundle());
	const directus = await startDirectusHost(replica);
	return meet({ ...first, configuration: replica }, directus.stop);
}

/** Turns facts into something to call, in whatever process. */
export function meet(facts: DirectusFacts, stop: () => Promise<void>): DirectusUnderTest {
	const { configuration } = facts;
	const url = publicUrl(configuration);
	return {
		...facts,
		url,
		stop,
		adminEmail: configuration.admin.email,
		adminPassword: configuration.admin.password,
		adminToken: configuration.admin.token ?? '',
		api: (credentials) => api(url, credentials),
		login: (email, password) => logIn(url, email, password),
		runCutter: (args, environment = {}) => runCutter(configuration, args, { environment }),
	};
}

async function describe(
	server: RunningCluster,
	clusterFolder: string,
	environment: Readonly<Record<string, string>> = {},
): Promise<DirectusConfiguration> {
	// Inside the cluster's folder: one sweep then finds all that a killed test has left.
	const folder = join(clusterFolder, 'host');
	mkdirSync(folder, { mode: 0o700 });
	const login = (role: string) => ({ role, password: randomSecret() });
	return {
		folder,
		port: await findFreePort(),
		secret: randomSecret(),
		admin: { email: administrator.email, password: randomSecret(), token: randomSecret() },
		database: { port: server.port, bin: server.bin },
		roles: { directus: login('directus'), migrator: login('cutter_migrator'), verifier: login('cutter_verifier') },
		toolAccounts: { executor: executor.email, verifier: verifier.email },
		environment,
	};
}

function adminOf({ admin }: DirectusConfiguration): Account {
	const { email, password, token = null } = admin;
	return { name: administrator.name, seats: [], kind: 'human', email, password, token };
}
