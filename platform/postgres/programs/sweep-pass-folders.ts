import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isMarkAlive } from './process-mark.ts';
import { passFolderPrefix } from './with-pass-file.ts';

const folderName = new RegExp(`^${passFolderPrefix}(\\d+)-(.+)-[A-Za-z0-9]{6}$`);

/** Removes the password files of processes that were killed before they could. */
export async function sweepPassFolders(root: string): Promise<void> {
	for (const name of await readdir(root)) {
		const [, pid, started] = folderName.exec(name) ?? [];
		if (pid === undefined || started === undefined || isMarkAlive({ pid: Number(pid), started })) continue;
		// Somebody else's folder of that name stays: it cannot be removed, and it is not ours.
		await rm(join(root, name), { recursive: true, force: true }).catch(() => undefined);
	}
}
