import { CutterError } from '../../core/errors/cutter-error.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { record } from '../ledger/record.ts';
import { readRunContext } from '../run/read-run-context.ts';
import { readSettled } from './settle-commit.ts';

/** Settles an interrupted run from the ledger: what is on record happened, what is not did not. */
export async function resolveRun(site: Site, runId: string, actor: string): Promise<{ message: string }> {
	const { position, plan } = await withPooled(site.pool, (session) => readRunContext(site, session, runId));
	if (!position.unsettled) throw new CutterError('WRONG_STATE', 'Nothing of this run is unsettled.');
	const held = await readSettled(site, runId);
	const missing = plan.steps.filter(({ id }) => !held.has(id)).map(({ id }) => id);
	const reason = `interrupted; the ledger holds ${held.size} of ${plan.steps.length} steps`;
	if (missing.length > 0) {
		await record(site, {
			chain: runId,
			kind: 'migration.failed',
			actor,
			body: { step: missing.join(', '), reason, sqlstate: null, stops: true },
		});
	}
	await record(site, { chain: runId, kind: 'run.resolved', actor, body: { committed: [...held.keys()], missing } });
	return { message: missing.length === 0 ? 'Every step is committed.' : `Not committed: ${missing.join(', ')}.` };
}
