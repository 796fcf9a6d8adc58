import type { Caller } from '../../core/access/caller.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { foldRun } from '../../core/run/fold-run.ts';
import { loadPlanById } from '../../platform/plans/load-plans.ts';
import { readInstallation } from '../../platform/postgres/installation/read-installation.ts';
import { appendEvidence } from '../../platform/postgres/ledger/append-evidence.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { insertRun, listRuns } from '../../platform/postgres/run/runs.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { withTransaction } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { anchor } from '../ledger/record.ts';
import { planDirs } from '../plan/list-plans.ts';

/** Opens a run of one plan on one environment; one at a time. @returns its id */
export async function openRun(
	site: Site,
	caller: Caller,
	request: { readonly plan: string; readonly environment: string },
): Promise<string> {
	const plan = await loadPlanById(planDirs(site), request.plan);
	const id = site.newId();
	await withPooled(site.pool, (session) =>
		withTransaction(session, async () => {
			const installation = await readInstallation(session);
			if (!installation)
				throw new CutterError(
					'SETUP_NEEDED',
					'This environment is not enrolled: run directus cutter init on the server.',
				);
			if (request.environment !== installation.label && request.environment !== installation.id) {
				throw new CutterError(
					'INVALID_INPUT',
					`This environment is ${installation.label}, not ${request.environment}: a run is opened where it is meant.`,
				);
			}
			await assertNoOpenRun(session, plan.file.id);
			await insertRun(session, {
				id,
				plan: plan.file.id,
				plan_digest: plan.digest,
				environment: installation.id,
				requester: caller.user,
			});
			await appendEvidence(session, {
				chain: id,
				kind: 'run.opened',
				actor: caller.user,
				body: {
					plan: plan.file.id,
					plan_digest: plan.digest,
					environment: installation.id,
					requester: caller.user,
					tool_revision: site.toolRevision,
				},
			});
		}),
	);
	await anchor(site);
	return id;
}

async function assertNoOpenRun(session: Session, plan: string): Promise<void> {
	await session.query('SELECT 1 FROM cutter_control.installation FOR UPDATE');
	for (const run of await listRuns(session, { plan })) {
		const { phase } = foldRun(await readEvidence(session, run.id));
		if (phase === 'abandoned' || phase === 'rolled_back') continue;
		const next = phase === 'completed' ? 'It is done.' : 'Go on with it, or cancel it first.';
		throw new CutterError('WRONG_STATE', `Run ${run.id} of ${plan} is ${phase} here. ${next}`, { run: run.id, phase });
	}
}
