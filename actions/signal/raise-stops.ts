import { installationChain } from '../../contract/evidence.ts';
import { fieldOf } from '../../core/evidence/field-of.ts';
import { foldRun } from '../../core/run/fold-run.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { listRuns } from '../../platform/postgres/run/runs.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { raiseSignal } from './raise-signal.ts';

const kind = 'migration_step_failed';

/**
 * Each run that failed is one entry for people to settle, whatever stopped it. The ledger says which were raised: an
 * entry that was resolved does not come back although its run stays stopped, and what stopped in a process that died, or
 * under the verifier's own role, is raised at the next look.
 */
export async function raiseStops(site: Site): Promise<void> {
	for (const { run, reason } of await withPooled(site.pool, findUnraised))
		await raiseSignal(site, { kind, fault: stopFault(run), payload: { run, reason } });
}

/** One fault for each run, whoever sees it first. */
export function stopFault(run: string): string {
	return `${kind}:${run}`;
}

async function findUnraised(session: Session): Promise<{ run: string; reason: string }[]> {
	const raised = (await readEvidence(session, installationChain))
		.filter((record) => record.kind === 'signal.raised' && record.body['kind'] === kind)
		.map(({ body }) => fieldOf(body['payload'], 'run'));
	const found: { run: string; reason: string }[] = [];
	for (const { id } of await listRuns(session, { limit: 10 })) {
		if (raised.includes(id)) continue;
		const { stopped, phase } = foldRun(await readEvidence(session, id));
		if (stopped && phase !== 'abandoned') found.push({ run: id, reason: stopped });
	}
	return found;
}
