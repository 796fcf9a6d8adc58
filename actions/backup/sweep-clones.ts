import type { CloneSweep } from '../../platform/postgres/clone/clone-provider.ts';
import { readInstallation } from '../../platform/postgres/installation/read-installation.ts';
import { readRun } from '../../platform/postgres/run/runs.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { record } from '../ledger/record.ts';
import { listCloneSweeps } from './choose-clone-provider.ts';

/**
 * Removes clones whose process died, wherever they may be, and tells their runs. What somebody asked to keep stays, and
 * a restore server that cannot be asked hinders nothing: the next clone there sweeps it.
 * @returns how many were removed
 */
export async function sweepClones(site: Site): Promise<number> {
	let count = 0;
	for (const sweep of listCloneSweeps(site)) {
		try {
			const { removed } = await sweep();
			for (const one of removed) await recordSwept(site, one);
			count += removed.length;
		} catch (error) {
			site.log.warn(`orphaned clones: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
	if (count > 0) site.log.info(`removed ${count} orphaned clone(s)`);
	return count;
}

/** Clones of another installation on the same host or server are removed too; their ledger is not ours. */
async function recordSwept(site: Site, { owner, removal }: CloneSweep['removed'][number]): Promise<void> {
	const isOurs = await withPooled(site.pool, async (session) => {
		const installation = await readInstallation(session);
		return installation?.id === owner.installationId && (await readRun(session, owner.runId)) !== null;
	});
	if (!isOurs) return;
	await record(site, {
		chain: owner.runId,
		kind: 'clone.removed',
		actor: 'system',
		body: { ...removal, swept: true },
	});
}
