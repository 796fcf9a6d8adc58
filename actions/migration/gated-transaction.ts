import { CutterError } from '../../core/errors/cutter-error.ts';
import { assertGates, evaluateGates, gatesNotMet, transactionGates } from '../../core/gate/evaluate-gates.ts';
import { deriveBounds, type MigrationBounds } from '../../core/migration/derive-bounds.ts';
import { judgeDelta } from '../../core/migration/judge-delta.ts';
import { StepFailure } from '../../core/migration/step-failure.ts';
import type { FrozenStep } from '../../core/plan/frozen-plan.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { holdsLock } from '../../platform/postgres/lock/installation-lock.ts';
import { lockEpoch } from '../../platform/postgres/run/runs.ts';
import { setMigrationBounds } from '../../platform/postgres/subject/migration-settings.ts';
import { lockTables } from '../../platform/postgres/subject/read-touched.ts';
import { withTransaction } from '../../platform/postgres/transaction.ts';
import type { Site } from '../../platform/site.ts';
import { gatherFacts } from '../facts/gather-facts.ts';
import { rehearsedLocks } from '../rehearsal/rehearsal-report.ts';
import type { ActionContext } from '../run/action-context.ts';
import { type RunContext, readRunContext } from '../run/read-run-context.ts';
import { appendCommits } from './append-commits.ts';
import { executeSteps, type StepsOutcome } from './execute-steps.ts';
import {
	addedColumns,
	type FrozenTable,
	keepColumnsBefore,
	measureFrozen,
	measureSideEffects,
} from './measure-effects.ts';

function siteBounds({ env }: Site): MigrationBounds {
	return { lock_timeout_ms: env.LOCK_TIMEOUT_MS, statement_timeout_ms: env.STATEMENT_TIMEOUT_MS };
}

/**
 * One transaction: fence, locks, gates, SQL, validation, delta, effects, and the ledger's rows last.
 * @returns where the ledger's rows stand
 */
export async function runGatedTransaction(
	context: ActionContext,
	steps: readonly FrozenStep[],
	epoch: number,
): Promise<string[]> {
	const { client, site, runId } = context;
	const evidence = await withTransaction(client, async () => {
		await setMigrationBounds(client, siteBounds(site));
		await assertFence(context, epoch);
		const run = await readRunContext(site, client, runId);
		await setMigrationBounds(client, deriveBounds(run.plan.file, siteBounds(site)));
		await lockTables(client, await rehearsedLocks(site, run.position, steps));
		const gates = evaluateGates(transactionGates, await gatherFacts(site, client, run, steps));
		assertGates(gates);
		const frozen = await measureFrozen(client, run.plan);
		const columns_before = await keepColumnsBefore(site, client, run);
		const outcome = await executeSteps(client, run.plan, steps, (step, statement) =>
			reportStatement(context, step, statement),
		);
		assertDelta(run, outcome);
		assertFrozenKept(
			frozen,
			await measureFrozen(
				client,
				run.plan,
				outcome.steps.flatMap(({ delta }) => addedColumns(delta)),
			),
		);
		const side_effects = isLast(run, steps) ? await measureSideEffects(site, client, run.plan, columns_before) : [];
		return appendCommits(context, run, outcome, {
			frozen,
			columns_before,
			side_effects,
			gates: gates.map(({ gate, outcome: verdict, reason }) => ({ gate, outcome: verdict, reason })),
			epoch,
		});
	});
	await readBack(context, steps);
	return evidence;
}

/** A stale runner that wakes after a take-over finds another epoch, or that the lock is not its own any more. */
async function assertFence({ client, runId }: ActionContext, epoch: number): Promise<void> {
	const current = await lockEpoch(client, runId);
	if (current !== epoch)
		throw new CutterError(
			'WRONG_STATE',
			`Another runner took this run over: epoch ${epoch} is past, ${current} is current.`,
		);
	if (await holdsLock(client)) return;
	throw new CutterError(
		'LOCK_HELD',
		'The installation’s lock is not on this connection any more. A transaction-mode pooler in CUTTER_DATABASE_URL does this: connect directly.',
	);
}

function assertDelta({ position }: RunContext, { steps }: StepsOutcome): void {
	const verdict = judgeDelta(position.rehearsal?.body.steps ?? [], steps);
	if (verdict.outcome !== 'pass')
		throw new StepFailure(steps.map(({ step }) => step).join(', '), `gate delta-rehearsed: ${verdict.reason}`);
}

function assertFrozenKept(before: readonly FrozenTable[], after: readonly FrozenTable[]): void {
	const changed = before.filter(({ table, sha256 }) => after.find((other) => other.table === table)?.sha256 !== sha256);
	if (changed.length > 0)
		throw new StepFailure(
			'frozen',
			`the plan declares ${changed.map(({ table }) => table).join(', ')} frozen, but the content changed`,
		);
}

function isLast({ plan }: RunContext, steps: readonly FrozenStep[]): boolean {
	return steps.at(-1)?.id === plan.steps.at(-1)?.id;
}

/** Success is never taken from an exit code: what should be in the ledger is read again, outside the transaction. */
async function readBack({ client, runId }: ActionContext, steps: readonly FrozenStep[]): Promise<void> {
	const chain = await readEvidence(client, runId);
	const committed = new Set(chain.filter(({ kind }) => kind === 'migration.committed').map(({ body }) => body['step']));
	const missing = steps.filter(({ id }) => !committed.has(id)).map(({ id }) => id);
	if (missing.length === 0) return;
	const reason = `The commit was confirmed, but the ledger does not hold ${missing.join(', ')}.`;
	throw gatesNotMet([
		{
			gate: 'ledger-agrees',
			outcome: 'error',
			reason,
			evidence: [runId],
			who: ['dba'],
			next: 'Do not migrate again; verify the ledger.',
		},
	]);
}

function reportStatement({ report }: ActionContext, step: FrozenStep, statement: number): void {
	const total = Math.max(step.execute.length, 1);
	report({ step: step.id, fraction: statement / total, detail: `statement ${statement + 1} of ${total}` });
}
