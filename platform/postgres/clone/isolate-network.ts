import { access, readFile, readlink } from 'node:fs/promises';
import type { Program } from '../programs/read-program.ts';
import { runProgram } from '../programs/run-program.ts';
import type { Account } from './server-account.ts';

/** A program and what comes before it, and whom it is started as. */
export interface Launch {
	readonly command: readonly [string, ...string[]];
	/** Null: this process's own account, or the command changes it by itself. */
	readonly account: Account | null;
}

/**
 * How to start the server without any network: foreign tables, dblink and functions of a clone reach nobody by TCP.
 * Falls back to a plain start where the system does not allow it; `isOutboundIsolated` tells afterwards which it was.
 */
export async function chooseLaunch(server: Program, account: Account | null): Promise<Launch> {
	const plain: Launch = { command: [server.path], account };
	// Up to 14 the statistics went over a loopback socket: without one the server counts nothing.
	if (server.major < 15) return plain;
	const unshare = await findUnshare();
	if (unshare === null) return plain;
	// Only root may enter a network namespace directly; others need a user namespace around it.
	const flags = account
		? ['--net', `--setgid=${account.gid}`, `--setuid=${account.uid}`]
		: ['--user', '--map-current-user', '--net'];
	const isolated = [unshare, ...flags, '--', server.path] as const;
	const [path, ...args] = isolated;
	const probe = await runProgram({ path, args: [...args, '--version'] }).catch(() => null);
	return probe?.code === 0 ? { command: isolated, account: null } : plain;
}

/** Reads back whether a running process really sees no network but its own loopback. What cannot be read is not isolated. */
export async function isOutboundIsolated(pid: number): Promise<boolean> {
	try {
		const [own, its] = await Promise.all([readlink('/proc/self/ns/net'), readlink(`/proc/${pid}/ns/net`)]);
		const devices = (await readFile(`/proc/${pid}/net/dev`, 'utf8'))
			.split('\n')
			.slice(2)
			.filter((line) => line !== '');
		return own !== its && devices.every((line) => line.trim().startsWith('lo:'));
	} catch {
		return false;
	}
}

async function findUnshare(): Promise<string | null> {
	for (const path of ['/usr/bin/unshare', '/bin/unshare']) {
		if (
			await access(path).then(
				() => true,
				() => false,
			)
		)
			return path;
	}
	return null;
}
