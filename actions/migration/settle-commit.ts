import { CutterError } from '../../core/errors/cutter-error.ts';
import type { FrozenStep } from '../../core/plan/frozen-plan.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { raiseEpoch } from '../../platform/postgres/run/runs.ts';
import { withClient } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { anchor, cite, record } from '../ledger/record.ts';
import type { ActionContext } from '../run/action-context.ts';
import type { GroupDone } from './commit-group.ts';

/**
 * The connection was lost around COMMIT. Raising the epoch waits until the old backend is gone, for it holds the run's
 * row; then the ledger knows. Nothing is guessed and nothing is applied again.
 * @throws CutterError OUTCOME_UNKNOWN when the server cannot be asked
 */
export async function settleCommit(
	context: ActionContext,
	steps: readonly FrozenStep[],
	cause: unknown,
): Promise<GroupDone> {
	const { site, runId, actor } = context;
	const held = await readSettled(site, runId).catch((error: unknown) => {
		const reason = error instanceof Error ? error.message : String(error);
		throw new CutterError(
			'OUTCOME_UNKNOWN',
			`The connection was lost around COMMIT and the server cannot be asked yet (${reason}). Settle it later: POST /cutter/runs/${runId}/resolve.`,
		);
	});
	await anchor(site);
	const missing = steps.filter(({ id }) => !held.has(id));
	if (missing.length === 0) return { evidence: [...held.values()], failure: '' };
	const reason = `the connection was lost before the commit: ${cause instanceof Error ? cause.message : String(cause)}`;
	const step = missing.map(({ id }) => id).join(', ');
	const failed = await record(site, {
		chain: runId,
		kind: 'migration.failed',
		actor,
		body: { step, reason, sqlstate: null, stops: true },
	});
	return { evidence: [cite(failed)], failure: `${step}: ${reason}; nothing of it is in the database` };
}

/** Steps the ledger holds once no older runner can commit any more: step → `chain/seq`. */
export async function readSettled(site: Site, runId: string): Promise<Map<string, string>> {
	return withClient(site.target, 'dot-iu-cutter settle', async (client) => {
		await raiseEpoch(client, runId);
		const chain = await readEvidence(client, runId);
		return new Map(
			chain
				.filter(({ kind }) => kind === 'migration.committed')
				.map((entry) => [String(entry.body['step']), cite(entry)]),
		);
	});
}
