import { isJudgedCheck, isQueryCheck } from '../../core/check/frozen-check.ts';
import { inPlanOrder, type Judgement } from '../../core/check/in-plan-order.ts';
import { worstOutcome } from '../../core/check/worst-outcome.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { identityCertain } from '../../core/gate/gates/identity-certain.ts';
import { describeFinding } from '../../core/plan/freeze-plan.ts';
import type { FrozenPlan } from '../../core/plan/frozen-plan.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import type { Site } from '../../platform/site.ts';
import { runChecks } from '../check/run-checks.ts';
import { gatherIdentity } from '../facts/gather-identity.ts';
import { cite, record } from '../ledger/record.ts';
import type { ActionContext, ActionResult } from '../run/action-context.ts';
import { readRunContext } from '../run/read-run-context.ts';

/** The plan's P-checks, read-only, each with its own outcome; all of them are run, whatever the first says. */
export async function checkPreflight({ site, client, runId, actor }: ActionContext): Promise<ActionResult> {
	const { plan, run, position } = await readRunContext(site, client, runId);
	if (position.stopped)
		throw new CutterError('WRONG_STATE', `This run is stopped: ${position.stopped}. Cancel it and open another.`);
	if (plan.digest !== run.plan_digest) {
		throw new CutterError(
			'STALE_DIGEST',
			`The plan on disk has digest ${plan.digest}, the run was opened for ${run.plan_digest}. Restore the frozen plan or open a new run.`,
		);
	}
	const judgements = [await judgeIdentity(site, client, plan), ...judgeFrozenFiles(plan), judgeLint(plan)];
	const queried = await runChecks(site, client, plan.preflight.filter(isQueryCheck));
	const checks = inPlanOrder(plan.preflight, judgements, queried);
	const outcome = worstOutcome(checks);
	const checked = await record(site, {
		chain: runId,
		kind: 'preflight.checked',
		actor,
		body: { outcome, checks, plan_digest: plan.digest, tool_revision: site.toolRevision },
	});
	const wrong = checks.filter((check) => check.outcome !== 'pass');
	const message =
		wrong.length === 0
			? `${checks.length} checks passed.`
			: wrong.map(({ id, message: what }) => `${id}: ${what}`).join('; ');
	return { outcome, message, evidence: [cite(checked)] };
}

/** Which server this is, read on the connection that will execute: the first thing to be sure of. */
async function judgeIdentity(site: Site, migration: Session, plan: FrozenPlan): Promise<Judgement> {
	const identity = await withReadOnly(migration, () => gatherIdentity(site, migration));
	const { outcome, reason } = identityCertain({ identity, plan });
	return {
		id: 'identity',
		title: 'The server is the one that was enrolled, and what the plan is written for',
		outcome: outcome === 'blocked' ? 'error' : outcome,
		message: reason,
		connection: 'migration',
		answers: ({ kind }) => kind === 'identity',
	};
}

/** The plan was read from disk a moment ago and refused unless every file has its frozen digest; this says so file by file. */
function judgeFrozenFiles({ preflight, file }: FrozenPlan): Judgement[] {
	return preflight.filter(isJudgedCheck).flatMap(({ product }) => {
		if (product.kind !== 'frozen_sql') return [];
		const frozen = file.sql.find((entry) => entry.file === product.file);
		return {
			id: 'frozen_sql',
			title: 'The SQL is as frozen',
			outcome: frozen ? 'pass' : 'error',
			message: frozen ? `${frozen.file} has sha256 ${frozen.sha256}` : `${product.file} is not in sql[]`,
			connection: 'migration',
			answers: (check) => check.kind === 'frozen_sql' && check.file === product.file,
		};
	});
}

/** Errors refuse a plan when it is loaded, so what is left are hazards; they are on record with the preflight. */
function judgeLint({ report: { findings, not_examined } }: FrozenPlan): Judgement {
	const open = findings.filter(({ accepted }) => accepted === null);
	const told = [
		`${findings.length - open.length} hazard(s) accepted with a reason`,
		`${open.length} not accepted${open.length > 0 ? `: ${open.map(describeFinding).join('; ')}` : ''}`,
		`${not_examined.length} place(s) not examined`,
	];
	return {
		id: 'lint',
		title: "The SQL's syntax trees hold no error, and stay in scope",
		outcome: 'pass',
		message: told.join(', '),
		connection: 'migration',
		answers: () => false,
	};
}
