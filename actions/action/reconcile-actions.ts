import type { ActionQueue } from '../../platform/jobs/action-queue.ts';
import { listUnsettledActions, settleAction } from '../../platform/postgres/action/actions.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';

/** Settles actions whose process died: what they did is in the ledger, and the run says where it stands. */
export async function reconcileActions(site: Site, queue: ActionQueue): Promise<void> {
	const unsettled = await withPooled(site.pool, listUnsettledActions);
	for (const { id } of unsettled) {
		if (await queue.isAlive(id)) continue;
		const message =
			'The process that carried this out ended before it was done. The run’s state is folded from the ledger.';
		await withPooled(site.pool, (session) =>
			settleAction(session, id, { state: 'failed', error: { code: 'INTERRUPTED', message, gates: [] } }),
		);
		site.log.warn(`action ${id} was interrupted`);
	}
}
