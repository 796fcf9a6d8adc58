import { toBackupObstacle } from '../../core/backup/backup-obstacle.ts';
import { cite, record } from '../ledger/record.ts';
import type { ActionContext, ActionResult } from '../run/action-context.ts';
import { readRunContext } from '../run/read-run-context.ts';
import { withOneInstant } from './one-instant.ts';
import { keepReading, type Reading, readInstant } from './read-instant.ts';
import { type OnStage, passOn } from './stages.ts';

/** Schema, exact row counts, content and watched columns of one instant, without a dump. */
export async function takeSnapshot(context: ActionContext, onStage: OnStage = passOn): Promise<ActionResult> {
	const { site, client, runId } = context;
	try {
		const { plan } = await readRunContext(site, client, runId);
		const reading = await withOneInstant(site, onStage, (instant) => readInstant(instant, plan, onStage));
		const evidence = await recordSnapshot(context, reading, await keepReading(site, reading));
		const { schema, counts } = reading;
		return {
			outcome: 'pass',
			message: `${schema.objects.length} objects, ${counts.length} tables, ${sumOf(counts)} rows.`,
			evidence: [evidence],
		};
	} catch (error) {
		throw toBackupObstacle(error);
	}
}

/** @returns the citation of `snapshot.taken` */
export async function recordSnapshot(
	{ site, runId, actor }: ActionContext,
	{ schema, taken_at }: Reading,
	kept: Awaited<ReturnType<typeof keepReading>>,
): Promise<string> {
	const body = { ...kept, taken_at, connection: 'directus', not_covered: schema.not_covered };
	return cite(await record(site, { chain: runId, kind: 'snapshot.taken', actor, body }));
}

export function sumOf(counts: Reading['counts']): number {
	return counts.reduce((sum, { count }) => sum + count, 0);
}
