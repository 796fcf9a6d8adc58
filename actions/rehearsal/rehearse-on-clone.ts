import type pg from 'pg';
import type { CheckResult } from '../../contract/outcomes.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { deriveBounds } from '../../core/migration/derive-bounds.ts';
import { judgeDelta } from '../../core/migration/judge-delta.ts';
import { StepFailure } from '../../core/migration/step-failure.ts';
import type { FrozenStep } from '../../core/plan/frozen-plan.ts';
import { describeDelta } from '../../core/snapshot/describe-delta.ts';
import { setMigrationBounds } from '../../platform/postgres/subject/migration-settings.ts';
import { runCheck } from '../../platform/postgres/subject/run-check.ts';
import { withReadOnly, withTransaction } from '../../platform/postgres/transaction.ts';
import { withClient } from '../../platform/postgres/with-client.ts';
import type { RestoredClone } from '../backup/restore-backup.ts';
import { verifyingQueries } from '../check/run-checks.ts';
import { executeSteps, groupSteps, type StepOutcome, type StepsOutcome } from '../migration/execute-steps.ts';
import type { ActionContext } from '../run/action-context.ts';
import type { RunContext } from '../run/read-run-context.ts';
import { neutralizeClone } from './neutralize-clone.ts';
import { describeDifferences, readState } from './read-state.ts';
import type { RehearsalReport } from './rehearsal-report.ts';
import { rehearsalBounds, rollBackSteps } from './roll-back-steps.ts';

export interface Rehearsed {
	readonly outcome: 'pass' | 'fail' | 'error';
	readonly reasons: readonly string[];
	readonly steps: readonly { step: string; satisfied: boolean; delta_digest: string; milliseconds: number }[];
	readonly report: RehearsalReport;
}

/** The whole plan on a clone, as the role that will migrate: forward, verified, back, compared, and forward again. */
export async function rehearseOnClone(
	context: ActionContext,
	run: RunContext,
	clone: RestoredClone,
): Promise<Rehearsed> {
	await neutralizeClone(clone.superuser);
	const draft = emptyReport(run);
	const steps: StepOutcome[] = [];
	try {
		await withClient(clone.migrator, 'dot-iu-cutter rehearsal', (client) => play(context, run, client, draft, steps));
	} catch (error) {
		if (!(error instanceof StepFailure || error instanceof CutterError || error instanceof Error)) throw error;
		const outcome = error instanceof CutterError ? 'error' : 'fail';
		const where = error instanceof StepFailure ? `${error.step}: ` : '';
		return { outcome, reasons: [`${where}${error.message}`], steps: steps.map(summary), report: draft };
	}
	const reasons = findObjections(draft);
	return { outcome: reasons.length === 0 ? 'pass' : 'fail', reasons, steps: steps.map(summary), report: draft };
}

async function play(
	{ report }: ActionContext,
	run: RunContext,
	client: pg.Client,
	draft: RehearsalReport,
	steps: StepOutcome[],
): Promise<void> {
	const tell = (detail: string, fraction: number) => report({ step: 'rehearsal', fraction, detail });
	const watched = [
		...run.plan.file.frozen,
		...run.plan.file.expect.side_effects.map(({ column }) => column.split('.').slice(0, 2).join('.')),
	];
	const before = await readState(client, watched, run.plan.file.not_restorable);
	tell('the plan runs', 0.2);
	const first = await runPlan(client, run);
	for (const { group, outcome } of first) {
		steps.push(...outcome.steps);
		draft.groups.push(describeGroup(group, outcome, before.relations));
	}
	tell('its checks run', 0.5);
	draft.checks.push(...(await runVerification(client, run)));
	tell('it is rolled back whole', 0.6);
	await rollBackSteps(client, run.plan, steps);
	const differences = describeDifferences(before, await readState(client, watched, run.plan.file.not_restorable));
	Object.assign(draft.rolled_back, differences);
	tell('it runs again', 0.8);
	const second = await runPlan(client, run);
	const again = second.flatMap(({ outcome }) => outcome.steps);
	draft.run_again.same_delta = again.length === steps.length && judgeDelta(steps, again).outcome === 'pass';
}

async function runPlan(client: pg.Client, { plan }: RunContext) {
	const done: { group: readonly FrozenStep[]; outcome: StepsOutcome }[] = [];
	for (const group of groupSteps(plan, plan.steps)) {
		const outcome = await withTransaction(client, async () => {
			await setMigrationBounds(client, deriveBounds(plan.file, rehearsalBounds));
			return executeSteps(client, plan, group);
		});
		done.push({ group, outcome });
	}
	return done;
}

async function runVerification(client: pg.Client, { plan }: RunContext): Promise<CheckResult[]> {
	return withReadOnly(client, async () => {
		const results: CheckResult[] = [];
		for (const check of verifyingQueries(plan)) results.push(await runCheck(client, check, 'migration'));
		return results;
	});
}

function describeGroup(
	group: readonly FrozenStep[],
	{ steps, touched }: StepsOutcome,
	stood: ReadonlySet<string>,
): RehearsalReport['groups'][number] {
	return {
		steps: group.map(({ id }) => id),
		locks: touched.filter(({ table }) => stood.has(table)),
		delta: steps.flatMap(({ delta }) => describeDelta(delta)),
		milliseconds: steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
	};
}

function findObjections({ checks, rolled_back, run_again }: RehearsalReport): string[] {
	const wrong = (checks as CheckResult[])
		.filter(({ outcome }) => outcome !== 'pass')
		.map(({ id, message }) => `check ${id}: ${message}`);
	if (!rolled_back.schema_restored || !rolled_back.content_restored)
		wrong.push(`rollback did not give back the before-state: ${rolled_back.differences.join('; ')}`);
	if (!run_again.same_delta) wrong.push('run again after the rollback, the plan did not give the same end state');
	return wrong;
}

function emptyReport({ run }: RunContext): RehearsalReport {
	return {
		format: 'rehearsal-v1',
		plan_digest: run.plan_digest,
		groups: [],
		checks: [],
		rolled_back: { schema_restored: false, content_restored: false, differences: [] },
		run_again: { same_delta: false },
	};
}

function summary({ step, satisfied, delta_digest, milliseconds }: StepOutcome) {
	return { step, satisfied, delta_digest, milliseconds };
}
