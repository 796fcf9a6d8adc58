import { appendEvidence } from '../../platform/postgres/ledger/append-evidence.ts';
import { readTransactionId } from '../../platform/postgres/subject/migration-settings.ts';
import { cite } from '../ledger/record.ts';
import type { ActionContext } from '../run/action-context.ts';
import type { RunContext } from '../run/read-run-context.ts';
import type { StepsOutcome } from './execute-steps.ts';
import type { FrozenTable } from './measure-effects.ts';

/** What was measured around the SQL, and judged before it. */
export interface MeasuredEffects {
	readonly frozen: readonly FrozenTable[];
	readonly columns_before: string;
	readonly gates: readonly { readonly gate: string; readonly outcome: string; readonly reason: string }[];
	readonly side_effects: readonly unknown[];
	readonly epoch: number;
}

/** The ledger's rows of a transaction, one per step, written last. @returns where they stand */
export async function appendCommits(
	{ client, site, runId, actor }: ActionContext,
	{ plan, position }: RunContext,
	outcome: StepsOutcome,
	effects: MeasuredEffects,
): Promise<string[]> {
	const transaction_id = await readTransactionId(client);
	const evidence: string[] = [];
	for (const [index, step] of outcome.steps.entries()) {
		const done = await appendEvidence(client, {
			chain: runId,
			kind: 'migration.committed',
			actor,
			body: {
				step: step.step,
				satisfied: step.satisfied,
				last: step.step === plan.steps.at(-1)?.id,
				delta_digest: step.delta_digest,
				schema_after: step.schema_after,
				...effects,
				side_effects: index === outcome.steps.length - 1 ? effects.side_effects : [],
				touched: outcome.touched.map(({ table, mode }) => `${table} ${mode}`),
				transaction_id,
				approval_digest: position.rehearsal?.body.approval_digest,
				backup: position.backup?.body.sha256,
				tool_revision: site.toolRevision,
				milliseconds: step.milliseconds,
			},
		});
		evidence.push(cite(done));
	}
	return evidence;
}
