import { execFileSync, spawn } from 'node:child_process';
import { chownSync, closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { findPostgresPrograms } from '../setup/postgres-programs.mjs';
import { createClusterFolder, FAST_STOP, removeClusterFolder, stopServerIn } from './cluster-folder.ts';
import { findFreePort } from './free-port.ts';
import { identityOf, isRunning, type ProcessIdentity } from './process-identity.ts';
import { randomSecret } from './random-secret.ts';
import { stopProcess } from './stop-process.ts';
import { serverAccount } from './system-account.ts';

/** The bootstrap superuser of every cluster made here. */
export const SUPERUSER = 'demo_dba';

const READY_WITHIN_MS = 60_000;
const POLL_MS = 25;
const LOG_TAIL = 2_000;

/** A cluster on disk. */
export const cluster = z.strictObject({
	folder: z.string(),
	/** PostgreSQL's major version; only its own programs can start it. */
	major: z.int(),
	superuser_password: z.string(),
	/** False trades safety against a power cut for speed: right for tests. */
	durable: z.boolean(),
});
export type Cluster = z.infer<typeof cluster>;

export interface Login {
	readonly role: string;
	readonly password: string;
}

export interface ClusterOptions {
	/** A file that keeps the cluster beyond this process's life, as long as it names its folder. */
	readonly pointer: string | null;
	readonly durable: boolean;
	/** The folder to make it in; default: `/var/tmp`. */
	readonly parent?: string;
}

/** A cluster that answers on 127.0.0.1. */
export interface RunningCluster {
	readonly port: number;
	/** Folder of initdb, pg_dump … of its version. */
	readonly bin: string;
	readonly superuser: Login;
	stop(): Promise<void>;
}

/** A connection URL, understood by `pg`, Knex and libpq alike. */
export function databaseUrl({ port }: { readonly port: number }, login: Login, database: string): string {
	const password = encodeURIComponent(login.password);
	return `postgresql://${login.role}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** Makes a cluster (0.5 s): UTF8, C.UTF-8, passwords by scram for every connection. It is not started. */
export async function createCluster(options: ClusterOptions): Promise<Cluster> {
	const programs = findPostgresPrograms();
	if (programs === null) throw new Error('PostgreSQL 15 or newer is not installed; "npm start" installs it');
	const folder = createClusterFolder(options.pointer, options.parent);
	const password = randomSecret();
	try {
		initialise(programs.folder, folder, password);
	} catch (error) {
		await removeClusterFolder(folder);
		throw error;
	}
	return { folder, major: programs.major, superuser_password: password, durable: options.durable };
}

/** Starts a cluster on a free port, after ending the server that a killed process may have left in it. */
export async function startCluster(target: Cluster): Promise<RunningCluster> {
	const programs = findPostgresPrograms(target.major);
	if (programs === null) throw new Error(`the cluster needs PostgreSQL ${target.major}, which is not installed`);
	await stopServerIn(target.folder);
	const port = await findFreePort();
	const server = spawnServer(programs.folder, target, port);
	const superuser = { role: SUPERUSER, password: target.superuser_password };
	await untilReady(databaseUrl({ port }, superuser, 'postgres'), server, target.folder);
	return { port, bin: programs.folder, superuser, stop: () => stopProcess(server, FAST_STOP) };
}

function environmentOf(folder: string): NodeJS.ProcessEnv {
	return { PATH: '/usr/bin:/bin', HOME: folder, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}

function initialise(bin: string, folder: string, password: string): void {
	const account = serverAccount();
	const passwordFile = join(folder, 'password');
	writeFileSync(passwordFile, password, { mode: 0o600 });
	chownSync(passwordFile, account.uid, account.gid);
	const options = [
		'-U',
		SUPERUSER,
		`--pwfile=${passwordFile}`,
		'-A',
		'scram-sha-256',
		'--no-sync',
		'--no-instructions',
	];
	// Without the two, a machine without LANG makes an SQL_ASCII cluster.
	execFileSync(join(bin, 'initdb'), ['-D', join(folder, 'data'), ...options, '--encoding=UTF8', '--locale=C.UTF-8'], {
		...account,
		cwd: '/',
		env: environmentOf(folder),
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	rmSync(passwordFile);
}

function spawnServer(bin: string, target: Cluster, port: number): ProcessIdentity {
	const settings: Record<string, string> = {
		listen_addresses: '127.0.0.1',
		port: String(port),
		unix_socket_directories: '',
		shared_preload_libraries: '',
		logging_collector: 'off',
		...(target.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
	};
	const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const log = openSync(logOf(target.folder), 'a', 0o600);
	const server = spawn(join(bin, 'postgres'), ['-D', join(target.folder, 'data'), ...options], {
		...serverAccount(),
		cwd: '/',
		env: environmentOf(target.folder),
		stdio: ['ignore', log, log],
		// In a group of its own: the terminal's Ctrl-C must not reach it before Directus has let go of it.
		detached: true,
	});
	closeSync(log);
	server.on('error', () => undefined);
	server.unref();
	if (server.pid === undefined) throw new Error(`${bin}/postgres cannot be started`);
	return identityOf(server.pid);
}

async function untilReady(url: string, server: ProcessIdentity, folder: string): Promise<void> {
	const deadline = Date.now() + READY_WITHIN_MS;
	for (;;) {
		const problem = await connectOnce(url);
		if (problem === null) return;
		if (!isRunning(server) || Date.now() > deadline) {
			await stopProcess(server, FAST_STOP);
			const said = readFileSync(logOf(folder), 'utf8').slice(-LOG_TAIL);
			throw new Error(`PostgreSQL did not start in ${folder}: ${said}`, { cause: problem });
		}
		await sleep(POLL_MS);
	}
}

async function connectOnce(url: string): Promise<unknown> {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => undefined);
	try {
		await client.connect();
		await client.end();
		return null;
	} catch (error) {
		return error;
	}
}

function logOf(folder: string): string {
	return join(folder, 'log');
}
