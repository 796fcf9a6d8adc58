import { CutterError } from '../../core/errors/cutter-error.ts';
import { assertGates, evaluateGates, readinessGates } from '../../core/gate/evaluate-gates.ts';
import { raiseEpoch } from '../../platform/postgres/run/runs.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { safeguard } from '../backup/safeguard.ts';
import { gatherFacts, remainingSteps } from '../facts/gather-facts.ts';
import { cite, record } from '../ledger/record.ts';
import { signAsExecutor } from '../pair/sign-run.ts';
import type { ActionContext, ActionResult } from '../run/action-context.ts';
import { type RunContext, readRunContext } from '../run/read-run-context.ts';
import { commitGroup } from './commit-group.ts';
import { groupSteps } from './execute-steps.ts';

/**
 * The gated migration: gates, a fresh restore-tested backup, the intent on record, then each transaction with its gates
 * judged again inside it, and Directus told of the new schema.
 * @throws CutterError GATE_NOT_MET, LOCK_HELD, OUTCOME_UNKNOWN; StepFailure is recorded and reported as `fail`
 */
export async function migrate(context: ActionContext): Promise<ActionResult> {
	const { site, client, runId, actor } = context;
	const before = await readRunContext(site, client, runId);
	assertMigratable(before);
	await assertReady(context, before);
	await safeguard(context);
	const epoch = await raiseEpoch(client, runId);
	const intent = await recordIntent(context, epoch);
	const evidence = [intent];
	try {
		const groups = groupSteps(before.plan, remainingSteps(before.plan, before.position));
		for (const [index, group] of groups.entries()) {
			const done = await commitGroup(context, group, epoch, index === 0);
			evidence.push(...done.evidence);
			if (done.failure) return { outcome: 'fail', message: done.failure, evidence };
		}
	} finally {
		// Also after a failure: earlier steps may be committed.
		await site.directus.clearSchemaCache();
	}
	site.log.info(`run ${runId}: ${before.plan.file.id} committed by ${actor}`);
	const signed = await signCommit(context);
	const message = `${before.plan.file.id} is committed${signed.note}; its verification is next.`;
	return { outcome: 'pass', message, evidence: [...evidence, ...signed.evidence] };
}

/** What is committed stays so: a signature that cannot be made now is asked for again, and its lack is a signal. */
async function signCommit({ site, client, runId }: ActionContext): Promise<{ note: string; evidence: string[] }> {
	try {
		const signed = await signAsExecutor({ site, session: client, runId });
		return { note: ' and signed by the executor', evidence: signed ? [signed] : [] };
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		site.log.error(`run ${runId} is committed and could not be signed: ${why}`);
		return { note: `, and not signed by the executor: ${why}`, evidence: [] };
	}
}

function assertMigratable({ position, plan }: RunContext): void {
	const done = position.committed.map(({ body }) => body.step);
	if (done.length > 0 && done.length < plan.steps.length) {
		throw new CutterError(
			'WRONG_STATE',
			`Steps ${done.join(', ')} of ${plan.file.id} are committed, the rest is not. Resuming a half-done per-step plan is not part of this version.`,
			{ committed: done },
		);
	}
	if (position.stopped) {
		throw new CutterError(
			'WRONG_STATE',
			`This run is stopped: ${position.stopped}. Record the cause, cancel the run and open another.`,
		);
	}
	if (position.unsettled) {
		throw new CutterError(
			'WRONG_STATE',
			'An earlier migration of this run has no recorded end: settle it first (POST /cutter/runs/:id/resolve).',
		);
	}
	if (position.phase === 'committed' || position.phase === 'completed') {
		throw new CutterError('WRONG_STATE', 'This run is committed already; nothing is migrated twice.');
	}
	if (position.phase === 'abandoned') throw new CutterError('WRONG_STATE', 'This run was cancelled. Open another.');
}

async function assertReady({ site, client }: ActionContext, context: RunContext): Promise<void> {
	const steps = remainingSteps(context.plan, context.position);
	const facts = await withReadOnly(client, () => gatherFacts(site, client, context, steps));
	assertGates(evaluateGates(readinessGates, facts));
}

async function recordIntent({ site, client, runId, actor }: ActionContext, epoch: number): Promise<string> {
	const { plan, position } = await readRunContext(site, client, runId);
	const intent = await record(site, {
		chain: runId,
		kind: 'migration.intended',
		actor,
		body: {
			steps: remainingSteps(plan, position).map(({ id }) => id),
			approval_digest: position.rehearsal?.body.approval_digest,
			backup: position.backup?.body.sha256,
			epoch,
			tool_revision: site.toolRevision,
		},
	});
	return cite(intent);
}
