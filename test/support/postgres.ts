import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { quoteIdentifier } from '../../core/sql/quote-identifier.ts';
import { isAlive, sweepTestClusters } from './sweep-test-clusters.ts';

/** A private PostgreSQL server: Unix socket only, fsync off, password by scram. */
export interface TestCluster {
	/** Folder of initdb, pg_dump, psql … of the server's own version. */
	readonly binDir: string;
	/** Folder of the socket; what libpq calls the host. */
	readonly host: string;
	readonly port: number;
	readonly superuser: string;
	readonly password: string;
	/** Creates a database and returns its connection URL; understood by `pg`, Knex and libpq alike. */
	createDatabase(name: string, options?: { template?: string; owner?: string }): Promise<string>;
	/** A connected client. The cluster closes whatever is still open when it stops. */
	connect(urlOrDatabase: string): Promise<pg.Client>;
	/** Ends the server, removes its folder, and throws unless both are gone. */
	stop(): Promise<void>;
}

const superuser = 'postgres';
const port = 5432;

/** Starts a cluster of its own, in about one second. `settings` are given to the server as `-c name=value`. */
export async function startTestCluster(settings: Readonly<Record<string, string>> = {}): Promise<TestCluster> {
	await sweepTestClusters();
	const binDir = process.env['CUTTER_PG_BIN'] ?? '/usr/lib/postgresql/15/bin';
	const account = unprivilegedAccount();
	// The owner's process id is part of the name, so that a later run can tell which folders nobody owns any more.
	const host = mkdtempSync(`/var/tmp/cutter-test-${process.pid}-`);
	chownSync(host, account.uid, account.gid);
	chmodSync(host, 0o700);
	const password = randomBytes(18).toString('base64url');
	initialise(binDir, host, password, account);
	const server = spawnServer(binDir, host, account, settings);
	const removeAtExit = () => {
		server.kill('SIGQUIT');
		rmSync(host, { recursive: true, force: true });
	};
	process.once('exit', removeAtExit);
	const clients = new Set<pg.Client>();
	const urlOf = (database: string) =>
		`postgresql://${superuser}:${password}@${encodeURIComponent(host)}:${port}/${encodeURIComponent(database)}`;

	async function connect(urlOrDatabase: string): Promise<pg.Client> {
		const connectionString = urlOrDatabase.includes('://') ? urlOrDatabase : urlOf(urlOrDatabase);
		const client = new pg.Client({ connectionString });
		// Without a listener, a server that goes away ends the test process instead of failing one query.
		client.on('error', () => undefined);
		await client.connect();
		clients.add(client);
		client.once('end', () => clients.delete(client));
		return client;
	}

	async function createDatabase(name: string, options: { template?: string; owner?: string } = {}): Promise<string> {
		const template = options.template === undefined ? '' : ` TEMPLATE ${quoteIdentifier(options.template)}`;
		const owner = options.owner === undefined ? '' : ` OWNER ${quoteIdentifier(options.owner)}`;
		await admin.query(`CREATE DATABASE ${quoteIdentifier(name)}${template}${owner}`);
		return urlOf(name);
	}

	async function stop(): Promise<void> {
		await Promise.allSettled([...clients].map((client) => client.end()));
		await endServer(server, host);
		process.removeListener('exit', removeAtExit);
		rmSync(host, { recursive: true });
	}

	const admin = await connectWhenReady(() => connect('postgres'), server, host);
	return { binDir, host, port, superuser, password, createDatabase, connect, stop };
}

interface Account {
	readonly uid: number;
	readonly gid: number;
}

/** PostgreSQL refuses to run as root; a root process lends it the account `postgres`. */
function unprivilegedAccount(): Account {
	const uid = process.getuid?.() ?? 0;
	const gid = process.getgid?.() ?? 0;
	if (uid !== 0) return { uid, gid };
	const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	return { uid: idOf('-u'), gid: idOf('-g') };
}

function environmentOf(host: string): NodeJS.ProcessEnv {
	return { PATH: '/usr/bin:/bin', HOME: host, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}

function logOf(host: string): string {
	return `${host}/log`;
}

function initialise(binDir: string, host: string, password: string, account: Account): void {
	const passwordFile = `${host}/password`;
	writeFileSync(passwordFile, password, { mode: 0o600 });
	chownSync(passwordFile, account.uid, account.gid);
	execFileSync(
		`${binDir}/initdb`,
		[
			'-D',
			`${host}/data`,
			'-U',
			superuser,
			`--pwfile=${passwordFile}`,
			'-A',
			'scram-sha-256',
			'--no-sync',
			'--encoding=UTF8',
			'--locale=C.UTF-8',
			'--no-instructions',
		],
		{ ...account, cwd: '/', env: environmentOf(host), stdio: ['ignore', 'ignore', 'pipe'] },
	);
	rmSync(passwordFile);
}

function spawnServer(
	binDir: string,
	host: string,
	account: Account,
	settings: Readonly<Record<string, string>>,
): ChildProcess {
	const chosen: Record<string, string> = {
		listen_addresses: '',
		port: String(port),
		fsync: 'off',
		full_page_writes: 'off',
		synchronous_commit: 'off',
		shared_buffers: '32MB',
		shared_preload_libraries: '',
		jit: 'off',
		logging_collector: 'off',
		...settings,
	};
	const options = Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const log = openSync(logOf(host), 'a', 0o600);
	const server = spawn(`${binDir}/postgres`, ['-D', `${host}/data`, '-k', host, ...options], {
		...account,
		cwd: '/',
		env: environmentOf(host),
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	server.on('error', () => undefined);
	return server;
}

async function connectWhenReady(
	connect: () => Promise<pg.Client>,
	server: ChildProcess,
	host: string,
): Promise<pg.Client> {
	const deadline = Date.now() + 30_000;
	for (;;) {
		try {
			return await connect();
		} catch (error) {
			if (server.exitCode === null && server.pid !== undefined && Date.now() < deadline) {
				await sleep(20);
				continue;
			}
			await endServer(server, host).catch(() => undefined);
			const said = readFileSync(logOf(host), 'utf8');
			rmSync(host, { recursive: true, force: true });
			throw new Error(`the test server did not start: ${said}`, { cause: error });
		}
	}
}

async function endServer(server: ChildProcess, host: string): Promise<void> {
	if (server.pid === undefined) return;
	const pid = server.pid;
	if (server.exitCode === null && server.signalCode === null) {
		const gone = new Promise((resolve) => server.once('exit', resolve));
		server.kill('SIGQUIT');
		await gone;
	}
	if (isAlive(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(host)) {
		throw new Error(`the test server ${pid} is still running`);
	}
}
