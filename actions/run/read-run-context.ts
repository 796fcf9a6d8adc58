import { CutterError } from '../../core/errors/cutter-error.ts';
import type { FrozenPlan } from '../../core/plan/frozen-plan.ts';
import { foldRun, type RunPosition } from '../../core/run/fold-run.ts';
import { loadPlanById } from '../../platform/plans/load-plans.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { type RunRow, readRun } from '../../platform/postgres/run/runs.ts';
import type { Session } from '../../platform/postgres/session.ts';
import type { Site } from '../../platform/site.ts';
import { planDirs } from '../plan/list-plans.ts';

/** A run with its plan as it is on disk now, and its position folded from the ledger. */
export interface RunContext {
	readonly run: RunRow;
	readonly plan: FrozenPlan;
	readonly position: RunPosition;
}

/** @throws CutterError NOT_FOUND for an unknown run, PLAN_INVALID when its plan no longer parses */
export async function readRunContext(site: Site, session: Session, runId: string): Promise<RunContext> {
	const run = await readRun(session, runId);
	if (!run) throw new CutterError('NOT_FOUND', `No run ${runId}.`);
	const plan = await loadPlanById(planDirs(site), run.plan);
	return { run, plan, position: foldRun(await readEvidence(session, run.id)) };
}
