import type pg from 'pg';
import type { CheckResult } from '../../contract/outcomes.ts';
import { gatesNotMet } from '../../core/gate/evaluate-gates.ts';
import { stops } from '../../core/gate/verdicts.ts';
import { judgeScope } from '../../core/migration/judge-scope.ts';
import { StepFailure } from '../../core/migration/step-failure.ts';
import type { FrozenPlan, FrozenStep } from '../../core/plan/frozen-plan.ts';
import { diffSchemas } from '../../core/snapshot/diff-schemas.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import type { SchemaDelta, SchemaSnapshot } from '../../core/snapshot/schema-snapshot.ts';
import { deltaDigest, snapshotDigest } from '../../core/snapshot/snapshot-digest.ts';
import { readSchemaSnapshot } from '../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { executeStatement } from '../../platform/postgres/subject/execute-statement.ts';
import { readTransactionMarks } from '../../platform/postgres/subject/migration-settings.ts';
import { readTouched, type Touched } from '../../platform/postgres/subject/read-touched.ts';
import { runCheck } from '../../platform/postgres/subject/run-check.ts';

/** A lock that cannot be had in time blocks; it is no failure of the step. */
const lockNotAvailable = '55P03';

export interface StepOutcome {
	readonly step: string;
	/** Nothing was executed: the step's `satisfied_when` held. */
	readonly satisfied: boolean;
	readonly delta: SchemaDelta;
	readonly delta_digest: string;
	readonly schema_after: string;
	readonly checks: readonly CheckResult[];
	readonly milliseconds: number;
}

export interface StepsOutcome {
	readonly steps: readonly StepOutcome[];
	readonly touched: readonly Touched[];
}

/**
 * Executes and validates steps inside the caller's transaction, on a clone and in production alike.
 * @throws StepFailure when a statement, a validation or the scope comes out wrong
 * @throws CutterError GATE_NOT_MET when a validation could not be decided
 */
export async function executeSteps(
	client: pg.Client,
	plan: FrozenPlan,
	steps: readonly FrozenStep[],
	report: (step: FrozenStep, statement: number) => void = () => undefined,
): Promise<StepsOutcome> {
	const marks = await readTransactionMarks(client);
	const outcomes: StepOutcome[] = [];
	let before = await takeSnapshot(client);
	for (const step of steps) {
		const { outcome, after } = await executeStep(client, step, before, report);
		await assertMarksKept(client, step, marks);
		outcomes.push(outcome);
		before = after;
	}
	const touched = await readTouched(client);
	assertScope(plan, steps, touched);
	return { steps: outcomes, touched };
}

async function executeStep(
	client: pg.Client,
	step: FrozenStep,
	before: SchemaSnapshot,
	report: (step: FrozenStep, statement: number) => void,
) {
	const started = performance.now();
	const satisfied = await isSatisfied(client, step);
	if (!satisfied) await executeStatements(client, step, report);
	const checks = await validate(client, step);
	const after = satisfied ? before : await takeSnapshot(client);
	const delta = diffSchemas(before, after);
	const milliseconds = Math.round(performance.now() - started);
	const outcome: StepOutcome = {
		step: step.id,
		satisfied,
		delta,
		delta_digest: deltaDigest(delta),
		schema_after: snapshotDigest(after),
		checks,
		milliseconds,
	};
	return { outcome, after };
}

async function isSatisfied(client: pg.Client, step: FrozenStep): Promise<boolean> {
	if (!step.satisfied_when) return false;
	const found = await runCheck(client, step.satisfied_when, 'migration');
	if (found.outcome === 'error') throw undecided(step, [found]);
	return found.outcome === 'pass';
}

async function executeStatements(
	client: pg.Client,
	step: FrozenStep,
	report: (step: FrozenStep, statement: number) => void,
): Promise<void> {
	for (const [index, { text, line }] of step.execute.entries()) {
		report(step, index);
		try {
			await executeStatement(client, text);
		} catch (error) {
			const { code, message } = error as { code?: string; message: string };
			if (code === lockNotAvailable) throw error;
			throw new StepFailure(step.id, `${step.file}:${line}: ${message}`, code ?? null);
		}
	}
}

async function validate(client: pg.Client, step: FrozenStep): Promise<CheckResult[]> {
	const checks: CheckResult[] = [];
	for (const check of step.validate) checks.push(await runCheck(client, check, 'migration'));
	const failed = checks.filter(({ outcome }) => outcome === 'fail');
	if (failed.length > 0)
		throw new StepFailure(step.id, failed.map(({ id, message }) => `${id}: ${message}`).join('; '));
	const open = checks.filter(({ outcome }) => outcome === 'error');
	if (open.length > 0) throw undecided(step, open);
	return checks;
}

function undecided(step: FrozenStep, checks: readonly CheckResult[]) {
	const reason = checks.map(({ id, message }) => `${step.id} ${id}: ${message}.`).join(' ');
	return gatesNotMet([
		stops('verification-passed', 'error', {
			reason,
			who: ['dba'],
			next: 'Nothing was committed. Remove the reason and try again.',
		}),
	]);
}

async function assertMarksKept(client: pg.Client, step: FrozenStep, marks: string): Promise<void> {
	const now = await readTransactionMarks(client);
	if (now !== marks)
		throw new StepFailure(
			step.id,
			`the SQL changed its own judge: transaction, role or settings were ${marks}, are ${now}`,
		);
}

function assertScope(plan: FrozenPlan, steps: readonly FrozenStep[], touched: readonly Touched[]): void {
	const verdict = judgeScope(
		plan.file.scope,
		touched.map(({ table }) => table),
	);
	if (verdict.outcome !== 'pass')
		throw new StepFailure(steps.map(({ id }) => id).join(', '), `gate scope-kept: ${verdict.reason}`);
}

/** The subject as this transaction sees it. */
export function takeSnapshot(client: pg.Client): Promise<SchemaSnapshot> {
	return readSchemaSnapshot(client, { excludeSchemas: [...ownSchemas] });
}

/** Steps that commit together: each alone, or all at once. */
export function groupSteps(plan: FrozenPlan, steps: readonly FrozenStep[]): (readonly FrozenStep[])[] {
	return plan.file.transaction === 'single' ? [steps] : steps.map((step) => [step]);
}
