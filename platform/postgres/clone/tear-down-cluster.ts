import { lstat, rm } from 'node:fs/promises';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { socketOf } from './cluster-folder.ts';
import { endServer } from './end-server.ts';

/** What was looked at after a cluster was torn down, and found gone. */
export interface Teardown extends Readonly<Record<string, true>> {
	readonly process_gone: true;
	readonly socket_gone: true;
	readonly folder_gone: true;
}

/**
 * Ends a cluster's server, removes its folder, and looks whether both are gone.
 * @param pid the server's, when this process started it
 * @throws CutterError OUTCOME_UNKNOWN naming what is left: data of production may lie there
 */
export async function tearDownCluster(folder: string, pid: number | null): Promise<Teardown> {
	const process_gone = await endServer(folder, pid);
	await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
	const [socket_gone, folder_gone] = [await isGone(socketOf(folder)), await isGone(folder)];
	if (process_gone && socket_gone && folder_gone) return { process_gone, socket_gone, folder_gone };
	throw new CutterError(
		'OUTCOME_UNKNOWN',
		`The clone in ${folder} could not be removed completely. It holds a copy of the database: end its server and remove the folder.`,
		{ folder, process_gone, socket_gone, folder_gone },
	);
}

async function isGone(path: string): Promise<boolean> {
	return lstat(path).then(
		() => false,
		(error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT',
	);
}
