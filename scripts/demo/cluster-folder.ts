import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { stopDirectusIn } from './directus-process.ts';
import { readJsonFile, writePrivateJson } from './private-file.ts';
import { identifyProcess, identityOf, isRunning, type ProcessIdentity, processIdentity } from './process-identity.ts';
import { stopProcess } from './stop-process.ts';
import { serverAccount } from './system-account.ts';

/** Not in the checkout: a root user's clone may lie where the account `postgres` cannot look. */
const USUAL_PARENT = '/var/tmp';
const PREFIX = 'cutter-demo-';
const NOTE = 'owner.json';
const UNSIGNED_MS = 60_000;
export const FAST_STOP = { signal: 'SIGINT', grace: 30_000 } as const;

const note = z.strictObject({
	/** The process that made the folder. */
	owner: processIdentity,
	/** A file that keeps the folder beyond its owner's life, as long as that file names it. */
	pointer: z.string().nullable(),
});

/** Makes a private folder for a cluster. Without a pointer it lives no longer than this process. */
export function createClusterFolder(pointer: string | null, parent = USUAL_PARENT): string {
	const folder = mkdtempSync(join(parent, PREFIX));
	const { uid, gid } = serverAccount();
	writePrivateJson(join(folder, NOTE), { owner: identityOf(process.pid), pointer });
	chmodSync(folder, 0o700);
	chownSync(folder, uid, gid);
	return folder;
}

/** Ends what runs in a cluster folder, a Directus whose host folder lies in it first, and removes the folder. */
export async function removeClusterFolder(folder: string): Promise<void> {
	const hosts = existsSync(folder)
		? readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory())
		: [];
	for (const { name } of hosts) await stopDirectusIn(join(folder, name));
	await stopServerIn(folder);
	rmSync(folder, { recursive: true, force: true });
}

/** Ends the server that runs in a folder: the one that a killed process left behind. */
export async function stopServerIn(folder: string): Promise<void> {
	const server = findServerIn(folder);
	if (server !== null) await stopProcess(server, FAST_STOP);
}

/**
 * Removes the folders of killed processes that no pointer names; those of other checkouts and users stay.
 * @param parent where to look; a test of the sweep looks in a folder of its own, since a broken one removes live demos
 */
export async function sweepClusterFolders(parent = USUAL_PARENT): Promise<void> {
	for (const name of readdirSync(parent).filter((entry) => entry.startsWith(PREFIX))) {
		const folder = join(parent, name);
		if (isAbandoned(folder)) await removeClusterFolder(folder);
	}
}

function isAbandoned(folder: string): boolean {
	const stat = statSync(folder, { throwIfNoEntry: false });
	if (stat === undefined || stat.uid !== serverAccount().uid) return false;
	const known = readJsonFile(join(folder, NOTE), note);
	if (known === null) return Date.now() - stat.mtimeMs > UNSIGNED_MS;
	if (isRunning(known.owner)) return false;
	const { pointer } = known;
	return pointer === null || !existsSync(pointer) || !readFileSync(pointer, 'utf8').includes(folder);
}

function findServerIn(folder: string): ProcessIdentity | null {
	try {
		const pid = Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
		// Process ids are reused: only a process that names this folder is its server.
		if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) return null;
		return identifyProcess(pid);
	} catch {
		return null;
	}
}
