import { relative } from 'node:path';
import { say, step } from '../setup/progress.mjs';
import { createAccounts } from './accounts.ts';
import { api, logIn } from './api-client.ts';
import { databaseUrl, type RunningCluster } from './cluster.ts';
import { sweepClusterFolders } from './cluster-folder.ts';
import { type Demo, discardDemo, openDemo } from './demo.ts';
import { withDemoFolder } from './demo-folder.ts';
import type { Account } from './demo-people.ts';
import { DATABASE } from './directus-database.ts';
import type { DirectusConfiguration } from './directus-environment.ts';
import type { RunningDirectus } from './directus-host.ts';
import { directusVersion } from './draft-demo.ts';
import { type DemoContext, runMainJob } from './main-job.ts';
import type { DemoOptions } from './options.ts';
import { writePrivateJson } from './private-file.ts';
import { runCutter } from './run-directus.ts';
import { untilStopped } from './stop-request.ts';
import { withVerifier } from './verifier-process.ts';
import { withCluster } from './with-cluster.ts';
import { withDirectus } from './with-directus.ts';

/**
 * Starts the demo (making it where there is none), runs the main job, and stops everything in order: Directus, then
 * PostgreSQL.
 * @throws StopRequested when asked to end before the main job is done
 */
export async function runDemo(path: string, options: DemoOptions, signal: AbortSignal): Promise<void> {
	await withDemoFolder(path, async (folder) => {
		if (options.fresh || options.remove) await discardDemo(folder);
		await sweepClusterFolders();
		if (options.remove) return say('The demo and its data are gone.');
		const demo = await step('Opening the demo', () => openDemo(folder));
		await withCluster(demo, (cluster) =>
			withDirectus(demo, cluster, signal, async (directus, host) => {
				const alive = failWhenGone(directus);
				const context = await describeContext(demo, options, cluster, host, signal);
				await withVerifier(host, demo.folder.verifier, async (startVerifier) => {
					await untilStopped(signal, Promise.race([runMainJob(context, startVerifier), alive]));
					if (!options.unattended) await serve(demo, context, signal, alive);
				});
			}),
		);
	});
}

async function describeContext(
	demo: Demo,
	{ unattended }: DemoOptions,
	cluster: RunningCluster,
	host: DirectusConfiguration,
	signal: AbortSignal,
): Promise<DemoContext> {
	const url = `http://127.0.0.1:${host.port}`;
	const accounts = await untilStopped(signal, completeAccounts(demo, host, url));
	const superuserUrl = databaseUrl(cluster, cluster.superuser, DATABASE);
	writePrivateJson(demo.folder.published, { url, database_url: superuserUrl, accounts });
	return {
		url,
		accounts,
		unattended,
		signal,
		superuserUrl,
		isNew: demo.isNew,
		runCutter: (args, environment = {}) => runCutter(host, args, { environment, signal }),
	};
}

/** Creates a new demo's accounts; from then on the demo is complete and survives this process. */
async function completeAccounts(
	{ isNew, state, folder }: Demo,
	host: DirectusConfiguration,
	url: string,
): Promise<Account[]> {
	const directus = { ...state.directus, version: directusVersion(), port: host.port };
	if (!isNew) {
		writePrivateJson(folder.state, { ...state, directus });
		return state.accounts;
	}
	const accounts = await step('Creating the accounts', async () => {
		const { email, password } = host.admin;
		const admin = api(url, await logIn(url, email, password));
		return [...state.accounts, ...(await createAccounts(admin))];
	});
	writePrivateJson(folder.state, { ...state, directus, accounts });
	return accounts;
}

async function serve(demo: Demo, { url }: DemoContext, signal: AbortSignal, alive: Promise<never>): Promise<void> {
	const published = relative(process.cwd(), demo.folder.published);
	say(`Directus runs at ${url}/admin; every account with its password is in ${published}. Ctrl-C stops it.`);
	try {
		await untilStopped(signal, alive);
	} catch (error) {
		// Being stopped is how this ends well.
		if (!signal.aborted) throw error;
	}
}

function failWhenGone(directus: RunningDirectus): Promise<never> {
	const gone = directus.exited.then(() => {
		throw new Error(`Directus has ended by itself; its log is ${directus.log}`);
	});
	gone.catch(() => undefined);
	return gone;
}
