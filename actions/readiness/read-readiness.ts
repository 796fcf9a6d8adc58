import type { GateResult } from '../../contract/gates.ts';
import type { PlanStatus, ReadinessView } from '../../contract/status.ts';
import type { Caller } from '../../core/access/caller.ts';
import { evaluateGates, readinessGates } from '../../core/gate/evaluate-gates.ts';
import { identityCertain } from '../../core/gate/gates/identity-certain.ts';
import type { FrozenPlan } from '../../core/plan/frozen-plan.ts';
import { deriveNext } from '../../core/readiness/derive-next.ts';
import { deriveNotExamined } from '../../core/readiness/derive-not-examined.ts';
import { deriveVerdict } from '../../core/readiness/derive-verdict.ts';
import { foldRun } from '../../core/run/fold-run.ts';
import { loadPlanById } from '../../platform/plans/load-plans.ts';
import { readInstallation } from '../../platform/postgres/installation/read-installation.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import { listRuns } from '../../platform/postgres/run/runs.ts';
import { readAccount, readAccountByEmail } from '../../platform/postgres/seat/read-account.ts';
import { readSeats } from '../../platform/postgres/seat/seats.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { gatherFacts, remainingSteps } from '../facts/gather-facts.ts';
import { gatherIdentity } from '../facts/gather-identity.ts';
import { planDirs } from '../plan/list-plans.ts';
import type { RunContext } from '../run/read-run-context.ts';
import { isUnderWay, viewRun } from '../run/view-run.ts';
import { viewCaller, viewSeats, viewSignOffs } from './views.ts';

/** The integrated audit of one plan: everything that blocks, at once, with who can change it. */
export async function readReadiness(site: Site, caller: Caller, planId: string): Promise<ReadinessView> {
	const plan = await loadPlanById(planDirs(site), planId);
	return withPooled(site.pool, (session) =>
		withReadOnly(session, async () => {
			const { context, run, gates, environment, as_of } = await judgePlan(site, session, plan);
			const underWay = isUnderWay(run?.action ?? null);
			const held = await readSeats(session);
			return {
				plan: plan.file.id,
				title: plan.file.title,
				environment,
				verdict: deriveVerdict(context?.position ?? null, underWay, gates),
				as_of,
				gates,
				seats: viewSeats(held),
				sign_offs: context ? await viewSignOffs(session, context, as_of) : [],
				run,
				next: deriveNext(context?.position ?? null, underWay, gates),
				names: await readNames(site, session, context),
				not_examined: deriveNotExamined(plan),
				caller: viewCaller(caller),
			};
		}),
	);
}

/** The same judgement in one line. */
export async function readPlanStatus(site: Site, session: Session, plan: FrozenPlan): Promise<PlanStatus> {
	const { context, run, gates, environment, as_of } = await judgePlan(site, session, plan);
	const underWay = isUnderWay(run?.action ?? null);
	const pass = gates.filter(({ outcome }) => outcome === 'pass').length;
	return {
		plan: plan.file.id,
		title: plan.file.title,
		environment,
		run: run?.id ?? null,
		verdict: deriveVerdict(context?.position ?? null, underWay, gates),
		gates: { pass, not: gates.length - pass },
		as_of,
		next: deriveNext(context?.position ?? null, underWay, gates),
	};
}

async function judgePlan(site: Site, session: Session, plan: FrozenPlan) {
	const context = await findCurrentRun(session, plan);
	return {
		context,
		run: context ? await viewRun(session, context) : null,
		gates: await judgeGates(site, session, context ?? withoutRun(plan)),
		environment: (await readInstallation(session))?.label ?? 'not enrolled',
		as_of: (await readClock(session)).toISOString(),
	};
}

/** A run that has done its work is past its gates: only identity still tells something. */
async function judgeGates(site: Site, session: Session, context: RunContext): Promise<GateResult[]> {
	const { plan, position } = context;
	if (['committed', 'completed', 'rolled_back'].includes(position.phase)) {
		return [identityCertain({ identity: await gatherIdentity(site, session), plan })];
	}
	return evaluateGates(readinessGates, await gatherFacts(site, session, context, remainingSteps(plan, position)));
}

/** The newest run that was not cancelled. */
async function findCurrentRun(session: Session, plan: FrozenPlan): Promise<RunContext | null> {
	for (const run of await listRuns(session, { plan: plan.file.id })) {
		const position = foldRun(await readEvidence(session, run.id));
		if (position.phase !== 'abandoned') return { run, plan, position };
	}
	return null;
}

/** Who acted in the run, by account id. */
async function readNames(site: Site, session: Session, context: RunContext | null): Promise<Record<string, string>> {
	const { executor, verifier } = site.env.TOOL_ACCOUNTS ?? {};
	const tools = [executor, verifier].filter((email) => email !== undefined);
	const accounts = [
		...(await Promise.all(tools.map((email) => readAccountByEmail(session, email)))),
		context ? await readAccount(session, context.run.requester) : null,
	];
	return Object.fromEntries(accounts.flatMap((account) => (account ? [[account.id, account.name]] : [])));
}

/** A plan nobody opened a run for is judged as if one were being opened now. */
function withoutRun(plan: FrozenPlan): RunContext {
	const run = {
		id: '',
		plan: plan.file.id,
		plan_digest: plan.digest,
		environment: '',
		requester: '',
		opened_at: '',
		epoch: 0,
	};
	return { run, plan, position: foldRun([]) };
}
