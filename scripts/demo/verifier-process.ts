import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseUrl } from './cluster.ts';
import { DATABASE } from './directus-database.ts';
import { type DirectusConfiguration, directusEnvironment } from './directus-environment.ts';
import { DIRECTUS_STOP, forgetDirectus, noteDirectus } from './directus-process.ts';
import { identityOf, isRunning } from './process-identity.ts';
import { DIRECTUS_COMMAND } from './run-directus.ts';
import { stopProcess } from './stop-process.ts';

const READY_WITHIN_MS = 60_000;

/** The verifier's key as `init` has made it, taken to where Directus does not look: from then on it cannot verify. */
export function takeVerifierKey(host: DirectusConfiguration, folder: string): string {
	const key = join(folder, 'verifier.pem');
	const made = join(host.folder, 'artifacts', 'keys', 'verifier.pem');
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	if (existsSync(made)) renameSync(made, key);
	return key;
}

/** Lets `work` start the verifier when the bundle is set up; it is stopped when `work` ends, however it does. */
export async function withVerifier(
	host: DirectusConfiguration,
	folder: string,
	work: (start: () => Promise<void>) => Promise<void>,
): Promise<void> {
	let stop: (() => Promise<void>) | null = null;
	try {
		await work(async () => {
			stop = await startVerifier(host, folder);
		});
	} finally {
		await (stop as (() => Promise<void>) | null)?.();
	}
}

/**
 * Starts the verifier as a process of its own: its own key, its own role in the database, nothing of the executor's.
 * @param folder its own, for key, log and trace
 * @returns what stops it
 */
async function startVerifier(host: DirectusConfiguration, folder: string): Promise<() => Promise<void>> {
	const key = takeVerifierKey(host, folder);
	const log = join(folder, 'verifier.log');
	const output = openSync(log, 'w', 0o600);
	const [node, cli] = DIRECTUS_COMMAND;
	const child = spawn(node, [cli, 'cutter', 'verify', '--watch'], {
		cwd: host.folder,
		env: directusEnvironment(host, {
			CUTTER_DATABASE_URL: databaseUrl(host.database, host.roles.verifier, DATABASE),
			CUTTER_VERIFIER_KEY_FILE: key,
			CUTTER_SIGNING_KEY_FILE: join(folder, 'not-here.pem'),
			LOG_LEVEL: 'warn',
		}),
		stdio: ['ignore', output, output],
		detached: true,
	});
	closeSync(output);
	if (child.pid === undefined) throw new Error('the verifier cannot be started');
	const identity = identityOf(child.pid);
	noteDirectus(folder, identity);
	const deadline = Date.now() + READY_WITHIN_MS;
	while (!readFileSync(log, 'utf8').includes('Serving verifications')) {
		if (!isRunning(identity) || Date.now() > deadline) {
			await stopProcess(identity, DIRECTUS_STOP);
			throw new Error(`the verifier did not start; its log is ${log}`);
		}
		await sleep(100);
	}
	return async () => {
		await stopProcess(identity, DIRECTUS_STOP);
		forgetDirectus(folder);
	};
}
