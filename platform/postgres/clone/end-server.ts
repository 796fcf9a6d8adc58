import { readdirSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from '../programs/process-mark.ts';

const pollMs = 20;

/**
 * Ends every PostgreSQL process that lives in a cluster's folder, first by SIGQUIT, after a bound by SIGKILL.
 * @param pid the server's, where it is known to be ours; needed where the system keeps no /proc
 * @returns whether all are gone
 */
export async function endServer(folder: string, pid: number | null, boundMs = 5_000): Promise<boolean> {
	const list = (): number[] => listServerProcesses(folder) ?? (pid !== null && isRunning(pid) ? [pid] : []);
	for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
		for (const each of list()) kill(each, signal);
		const deadline = performance.now() + boundMs;
		while (list().length > 0 && performance.now() < deadline) await sleep(pollMs);
	}
	return list().length === 0;
}

/**
 * Processes of PostgreSQL whose working directory is in this folder. By name of their program too: a shell that
 * somebody opened there is not ours to end.
 * @returns null where the system keeps no /proc
 */
export function listServerProcesses(folder: string): number[] | null {
	const pids = listProcesses();
	return pids?.filter((pid) => isRunning(pid) && worksIn(pid, folder) && isPostgres(pid)) ?? null;
}

function listProcesses(): number[] | null {
	try {
		return readdirSync('/proc').map(Number).filter(Number.isInteger);
	} catch {
		return null;
	}
}

function worksIn(pid: number, folder: string): boolean {
	const place = linkOf(pid, 'cwd');
	return place === folder || place.startsWith(`${folder}/`);
}

function isPostgres(pid: number): boolean {
	const program = basename(linkOf(pid, 'exe').replace(/ \(deleted\)$/, ''));
	return program === 'postgres' || program === 'initdb';
}

function linkOf(pid: number, name: 'cwd' | 'exe'): string {
	try {
		return readlinkSync(`/proc/${pid}/${name}`);
	} catch {
		return '';
	}
}

function kill(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch {
		// It ended in this very moment.
	}
}
