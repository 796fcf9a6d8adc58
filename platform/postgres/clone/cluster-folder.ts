import { chmod, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { CutterError } from '../../../core/errors/cutter-error.ts';

const prefix = 'dot-iu-cutter-';

/** What `mkdtemp` makes of the prefix; the sweep looks at nothing else. */
export const clusterFolderName = /^dot-iu-cutter-[A-Za-z0-9]{6}$/;

/** Clusters listen on a Unix socket in their own folder only: the number merely names the file. */
export const clusterPort = 5432;

/** The kernel's bound for a socket's path, its closing zero aside. */
const maxSocketPath = 107;

export const dataFolderOf = (folder: string): string => join(folder, 'data');
export const socketOf = (folder: string): string => join(folder, `.s.PGSQL.${clusterPort}`);

/**
 * Makes a private 0700 folder for one cluster.
 * @param root a folder that unprivileged accounts can enter: a checkout under /root is none
 */
export async function createClusterFolder(root: string): Promise<string> {
	const length = Buffer.byteLength(socketOf(join(root, `${prefix}XXXXXX`)));
	if (length > maxSocketPath) {
		throw new CutterError(
			'INVALID_INPUT',
			`${root} is too long a path: the socket's path would have ${length} bytes, ${maxSocketPath} are allowed.`,
		);
	}
	const folder = await mkdtemp(join(root, prefix));
	await chmod(folder, 0o700);
	return folder;
}
