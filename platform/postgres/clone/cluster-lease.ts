import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { markOwnProcess, readPidNamespace } from '../programs/process-mark.ts';
import type { CloneOwner } from './clone-provider.ts';

const leaseName = 'lease.json';

const clusterLease = z.object({
	format: z.literal('local-cluster-lease-v1'),
	/** The process that holds the cluster, and its start: numbers are reused. */
	owner_pid: z.int(),
	owner_started: z.string(),
	/** Process numbers are only comparable within one. */
	pid_namespace: z.string().nullable(),
	installation_id: z.string(),
	run_id: z.string(),
	/** True: somebody asked to keep it, no sweep removes it. */
	keep: z.boolean(),
	created_at: z.iso.datetime(),
});
export type ClusterLease = z.infer<typeof clusterLease>;

/** Says in the folder itself who holds it; written before anything else is put there. */
export async function writeLease(folder: string, owner: CloneOwner, keep: boolean, now: Date): Promise<void> {
	const { pid, started } = markOwnProcess();
	const lease: ClusterLease = {
		format: 'local-cluster-lease-v1',
		owner_pid: pid,
		owner_started: started,
		pid_namespace: readPidNamespace(),
		installation_id: owner.installationId,
		run_id: owner.runId,
		keep,
		created_at: now.toISOString(),
	};
	await writeFile(join(folder, leaseName), `${JSON.stringify(lease)}\n`, { mode: 0o600, flag: 'wx' });
}

/** @returns null when there is none that can be read */
export async function readLease(folder: string): Promise<ClusterLease | null> {
	try {
		return clusterLease.parse(JSON.parse(await readFile(join(folder, leaseName), 'utf8')));
	} catch {
		return null;
	}
}
