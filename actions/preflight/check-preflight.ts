import type { CheckResult } from '../../contract/outcomes.ts';
import type { PlanCheck } from '../../contract/plan-file.ts';
import { judgeCheck } from '../../core/check/judge-check.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { identityCertain } from '../../core/gate/gates/identity-certain.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { readCheck, runCheck } from '../../platform/postgres/subject/run-check.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import type { Site } from '../../platform/site.ts';
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
	const checks = [await checkIdentity(site, client), ...(await runChecks(site, client, plan.file.preflight))];
	const outcome = worst(checks);
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
async function checkIdentity(site: Site, migration: Session): Promise<CheckResult> {
	const identity = await withReadOnly(migration, () => gatherIdentity(site, migration));
	const { outcome, reason } = identityCertain({ identity });
	return {
		id: 'identity',
		title: 'The server is the one that was enrolled',
		outcome: outcome === 'blocked' ? 'error' : outcome,
		message: reason,
		connection: 'migration',
	};
}

/** Over Directus's own connection; where its role is blind, over the migration connection, and labelled so. */
export async function runChecks(site: Site, migration: Session, checks: readonly PlanCheck[]): Promise<CheckResult[]> {
	const own = checks.filter(({ connection }) => connection !== 'migration');
	const seen = await site.directus.withSession((session) => withReadOnly(session, () => readAll(session, own)));
	return withReadOnly(migration, async () => {
		const results: CheckResult[] = [];
		for (const check of checks) {
			const reading = seen.get(check);
			const isSeen = reading !== undefined && !reading.blind;
			results.push(isSeen ? judgeCheck(check, reading, 'directus') : await runCheck(migration, check, 'migration'));
		}
		return results;
	});
}

type Reading = Awaited<ReturnType<typeof readCheck>>;

async function readAll(session: Session, checks: readonly PlanCheck[]): Promise<Map<PlanCheck, Reading>> {
	const readings = new Map<PlanCheck, Reading>();
	for (const check of checks) readings.set(check, await readCheck(session, check));
	return readings;
}

/** A failure outweighs an error: something is known to be wrong. */
export function worst(checks: readonly CheckResult[]): CheckResult['outcome'] {
	if (checks.some(({ outcome }) => outcome === 'fail')) return 'fail';
	return checks.some(({ outcome }) => outcome === 'error') ? 'error' : 'pass';
}
