import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const folderOfOwner = /^cutter-test-(\d+)-/;

/** Removes the clusters of test processes that were killed before they could clean up. Those of live ones stay. */
export async function sweepTestClusters(): Promise<void> {
	for (const name of readdirSync('/var/tmp')) {
		const owner = folderOfOwner.exec(name)?.[1];
		if (owner === undefined || isAlive(Number(owner))) continue;
		await removeCluster(`/var/tmp/${name}`);
	}
}

/** Whether a process of that id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

async function removeCluster(folder: string): Promise<void> {
	const server = serverOf(folder);
	if (server !== undefined) {
		process.kill(server, 'SIGQUIT');
		while (isAlive(server)) await sleep(20);
	}
	// Another test process may be sweeping the same folder at this moment.
	rmSync(folder, { recursive: true, force: true });
}

/** The server's process id, only when that process really runs in this folder: ids are reused. */
function serverOf(folder: string): number | undefined {
	try {
		const pid = Number(readFileSync(`${folder}/data/postmaster.pid`, 'utf8').split('\n')[0]);
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder) ? pid : undefined;
	} catch {
		return undefined;
	}
}
