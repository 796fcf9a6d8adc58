import { lstat, readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { isMarkAlive, readPidNamespace } from '../programs/process-mark.ts';
import { sweepPassFolders } from '../programs/sweep-pass-folders.ts';
import { clusterFolderName, socketOf } from './cluster-folder.ts';
import { type ClusterLease, readLease } from './cluster-lease.ts';
import { listServerProcesses } from './end-server.ts';
import { isOwnAccount } from './server-account.ts';
import { type Teardown, tearDownCluster } from './tear-down-cluster.ts';

export interface SweepResult {
	readonly removed: readonly { readonly folder: string; readonly lease: ClusterLease; readonly teardown: Teardown }[];
	readonly left: readonly { readonly folder: string; readonly reason: string }[];
}

/** Between making a folder and answering on its socket; only asked where the owner cannot be seen. */
const startBoundMs = 600_000;

/**
 * Removes clusters whose owner died without tearing them down. Touches only folders that carry our name and a lease,
 * belong to an account of ours, and that nobody asked to keep; everything else is left, with the reason.
 */
export async function sweepOrphanedClusters({ root = '/var/tmp', now = () => new Date() } = {}): Promise<SweepResult> {
	await sweepPassFolders(root);
	const removed: SweepResult['removed'][number][] = [];
	const left: SweepResult['left'][number][] = [];
	for (const name of (await readdir(root)).filter((entry) => clusterFolderName.test(entry))) {
		const folder = join(root, name);
		const lease = await readLease(folder);
		const reason = await findReasonToLeave(folder, lease, now());
		if (lease === null || reason !== null) left.push({ folder, reason: reason ?? 'it has no lease that can be read' });
		else
			await tearDownCluster(folder, null).then(
				(teardown) => removed.push({ folder, lease, teardown }),
				(error: unknown) => left.push({ folder, reason: String(error) }),
			);
	}
	return { removed, left };
}

async function findReasonToLeave(folder: string, lease: ClusterLease | null, now: Date): Promise<string | null> {
	const stat = await lstat(folder).catch(() => null);
	// Others may write into the same folder, and a link may point anywhere.
	if (!stat?.isDirectory() || !(await isOwnAccount(stat.uid))) return 'it is not a folder of ours';
	if (lease === null) return 'it has no lease that can be read';
	if (lease.keep) return 'somebody asked to keep it';
	if (lease.pid_namespace !== readPidNamespace()) return findReasonAcross(folder, lease, now);
	if (isMarkAlive({ pid: lease.owner_pid, started: lease.owner_started }))
		return `its owner, process ${lease.owner_pid}, lives`;
	if (listServerProcesses(folder) === null && (await isAnswering(folder)))
		return 'its server runs, and cannot be told from others here';
	return null;
}

/** The owner lived in another container, or in this one before it was started anew: its number says nothing. */
async function findReasonAcross(folder: string, lease: ClusterLease, now: Date): Promise<string | null> {
	if (now.getTime() - Date.parse(lease.created_at) < startBoundMs)
		return 'its owner cannot be seen from here, and it may be starting';
	if (await isAnswering(folder)) return 'its owner cannot be seen from here, and its server answers';
	return null;
}

function isAnswering(folder: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(socketOf(folder));
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});
}
