import { CutterError } from '../../core/errors/cutter-error.ts';
import { readLatestAction } from '../../platform/postgres/action/actions.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { record } from '../ledger/record.ts';
import { readRunContext } from './read-run-context.ts';

/** Ends a run that has mutated nothing; its evidence stays. */
export async function cancelRun(site: Site, runId: string, actor: string, reason: string): Promise<void> {
	const { position, action } = await withPooled(site.pool, async (session) => ({
		position: (await readRunContext(site, session, runId)).position,
		action: await readLatestAction(session, runId),
	}));
	if (action?.state === 'queued' || action?.state === 'running')
		throw new CutterError('LOCK_HELD', `Its ${action.action} is under way: wait until it ends.`);
	if (position.committed.length > 0 || position.unsettled)
		throw new CutterError('WRONG_STATE', 'This run has changed the database; it cannot be cancelled.');
	if (position.phase === 'abandoned') throw new CutterError('WRONG_STATE', 'This run was cancelled already.');
	await record(site, { chain: runId, kind: 'run.abandoned', actor, body: { reason } });
}
