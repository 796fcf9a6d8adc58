import { type ChildProcess, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { minimalEnv } from '../programs/run-program.ts';
import { clusterPort, dataFolderOf } from './cluster-folder.ts';
import type { Launch } from './isolate-network.ts';

export type Settings = Readonly<Record<string, string>>;

/** Fast, for the data may be lost at any moment; small, for it stands beside production. */
const usual: Settings = {
	fsync: 'off',
	full_page_writes: 'off',
	synchronous_commit: 'off',
	wal_level: 'minimal',
	max_wal_senders: '0',
	max_wal_size: '4GB',
	checkpoint_timeout: '1h',
	max_connections: '30',
	// With few connections the shared lock table would be too small for a migration that locks thousands of tables.
	max_locks_per_transaction: '1024',
	// Its files then lie in the data folder and go with it, instead of staying in /dev/shm.
	dynamic_shared_memory_type: 'mmap',
	// A failing statement may hold a password or a row.
	log_min_error_statement: 'panic',
	lc_messages: 'C',
};

/** What no caller changes: nobody reaches the clone from outside, and it runs no code of production's at start. */
function fixed(folder: string): Settings {
	return {
		listen_addresses: '',
		port: String(clusterPort),
		unix_socket_directories: folder,
		unix_socket_permissions: '0700',
		shared_preload_libraries: '',
		archive_mode: 'off',
		logging_collector: 'off',
		log_destination: 'stderr',
	};
}

/**
 * What connections *from* the clone find when they name no server, as `dblink('dbname=…')` does: the clone itself,
 * not the socket of a production on this machine, and no service or password file.
 */
function ownServerEnv(folder: string): Record<string, string> {
	return { HOME: folder, PGHOST: folder, PGPORT: String(clusterPort), PGSYSCONFDIR: folder, PGPASSFILE: '/dev/null' };
}

export const logOf = (folder: string): string => join(folder, 'server.log');

/** Starts the server of a cluster's folder. It outlives this process; whoever starts it ends it. */
export async function startServer(folder: string, launch: Launch, settings: Settings): Promise<ChildProcess> {
	const options = Object.entries({ ...usual, ...settings, ...fixed(folder) }).flatMap(([name, value]) => [
		'-c',
		`${name}=${value}`,
	]);
	const [path, ...before] = launch.command;
	const log = await open(logOf(folder), 'a', 0o600);
	try {
		const server = spawn(path, [...before, '-D', dataFolderOf(folder), ...options], {
			...launch.account,
			cwd: folder,
			env: { ...minimalEnv, ...ownServerEnv(folder) },
			// Away from the terminal's Ctrl-C, which would end it before the work it serves.
			detached: true,
			stdio: ['ignore', log.fd, log.fd],
		});
		server.on('error', () => undefined);
		server.unref();
		return server;
	} finally {
		await log.close();
	}
}
