import { access, constants, statfs } from 'node:fs/promises';

/** Free bytes of a folder's file system; null when the folder is missing or not writable. */
export async function readFolderSpace(folder: string): Promise<number | null> {
	try {
		await access(folder, constants.W_OK);
		const { bavail, bsize } = await statfs(folder);
		return bavail * bsize;
	} catch {
		return null;
	}
}
