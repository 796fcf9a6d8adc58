import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DirectusConfiguration, directusEnvironment, publicUrl } from './directus-environment.ts';
import { DIRECTUS_STOP, forgetDirectus, noteDirectus } from './directus-process.ts';
import { identityOf, isRunning, type ProcessIdentity } from './process-identity.ts';
import { DIRECTUS_COMMAND, type RunOptions, runDirectus } from './run-directus.ts';
import { stopProcess } from './stop-process.ts';

const READY_WITHIN_MS = 120_000;
const POLL_MS = 100;
const LOG_TAIL = 3_000;

/** A Directus that answers. */
export interface RunningDirectus {
	readonly url: string;
	readonly process: ProcessIdentity;
	readonly log: string;
	/** Resolves when the process ends, by itself or by `stop`. */
	readonly exited: Promise<void>;
	stop(): Promise<void>;
}

/** Creates Directus's own tables and the first administrator, or brings them up to date (5 s). */
export async function bootstrapDirectus(host: DirectusConfiguration, options: RunOptions = {}): Promise<void> {
	const ended = await runDirectus(host, ['bootstrap'], options);
	if (ended.code !== 0) {
		const said = withoutSecrets(host, `${ended.stdout}\n${ended.stderr}`.slice(-LOG_TAIL));
		throw new Error(`directus bootstrap ended with ${ended.code}:\n${said}`);
	}
}

/** Starts Directus and waits until it answers (4 s). Its log is appended to `directus.log` in the host folder. */
export async function startDirectusHost(host: DirectusConfiguration): Promise<RunningDirectus> {
	const log = join(host.folder, 'directus.log');
	const [node, cli] = DIRECTUS_COMMAND;
	const output = openSync(log, 'a', 0o600);
	const child = spawn(node, [cli, 'start'], {
		cwd: host.folder,
		env: directusEnvironment(host),
		stdio: ['ignore', output, output],
		// In a group of its own: the terminal's Ctrl-C must not end it behind the back of whoever stops it in order.
		detached: true,
	});
	closeSync(output);
	const exited = new Promise<void>((resolve) => {
		child.once('exit', () => resolve());
		child.once('error', () => resolve());
	});
	if (child.pid === undefined)
		throw new Error('Directus cannot be started: Node 22 is missing; "npm start" installs it');
	const identity = identityOf(child.pid);
	noteDirectus(host.folder, identity);
	const url = publicUrl(host);
	const stop = async () => {
		await stopProcess(identity, DIRECTUS_STOP);
		forgetDirectus(host.folder);
	};
	try {
		await untilPing(url, identity);
	} catch (cause) {
		await stop();
		const said = withoutSecrets(host, readFileSync(log, 'utf8').slice(-LOG_TAIL));
		throw new Error(`Directus did not start; the end of ${log}:\n${said}`, { cause });
	}
	return { url, process: identity, log, exited, stop };
}

async function untilPing(url: string, identity: ProcessIdentity): Promise<void> {
	const deadline = Date.now() + READY_WITHIN_MS;
	while (!(await answers(`${url}/server/ping`))) {
		if (!isRunning(identity)) throw new Error('it has ended');
		if (Date.now() > deadline) throw new Error(`no answer within ${READY_WITHIN_MS / 1000} s`);
		await sleep(POLL_MS);
	}
}

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
		await response.body?.cancel();
		return response.ok;
	} catch {
		return false;
	}
}

/** What Directus logs may quote a connection string. */
function withoutSecrets(host: DirectusConfiguration, text: string): string {
	const { admin, roles, secret } = host;
	const secrets = [secret, admin.password, admin.token, ...Object.values(roles).map(({ password }) => password)];
	return secrets.reduce<string>((clean, one) => (one === undefined ? clean : clean.replaceAll(one, '…')), text);
}
