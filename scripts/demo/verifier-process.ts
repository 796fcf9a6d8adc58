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

export interface RunningVerifier {
	/** Rejects when the process ends before it is stopped. */
	readonly ended: Promise<never>;
	stop(): Promise<void>;
}

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
	work: (start: () => Promise<RunningVerifier>) => Promise<void>,
): Promise<void> {
	const started: RunningVerifier[] = [];
	try {
		await work(async () => {
			const verifier = await startVerifier(host, folder);
			verifier.ended.catch(() => undefined);
			started.push(verifier);
			return verifier;
		});
	} finally {
		for (const { stop } of started) await stop();
	}
}

/**
 * Starts the verifier as a process of its own: its own key, its own role in the database, nothing of the executor's.
 * @param folder its own, for key, log and trace
 * @returns what stops it, and a promise that fails when it ends by itself
 */
async function startVerifier(host: DirectusConfiguration, folder: string): Promise<RunningVerifier> {
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
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
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
	return {
		ended: ended.then(() => {
			throw new Error(`the verifier has ended by itself; its log is ${log}`);
		}),
		stop: async () => {
			await stopProcess(identity, DIRECTUS_STOP);
			forgetDirectus(folder);
		},
	};
}
