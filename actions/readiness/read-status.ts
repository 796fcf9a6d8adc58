import type { PlanStatus, StatusView } from '../../contract/status.ts';
import type { Caller } from '../../core/access/caller.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { loadPlans } from '../../platform/plans/load-plans.ts';
import { readControlState } from '../../platform/postgres/control/read-control-state.ts';
import { readInstallation } from '../../platform/postgres/installation/read-installation.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { planDirs } from '../plan/list-plans.ts';
import { readPlanStatus } from './read-readiness.ts';
import { viewCaller } from './views.ts';

/** The status query: one verdict per plan. A plan that does not parse is listed in `refused`, never left out. */
export async function readStatus(site: Site, caller: Caller): Promise<StatusView> {
	const loaded = await loadPlans(planDirs(site));
	return withPooled(site.pool, (session) =>
		withReadOnly(session, async () => {
			const installation = await readInstallation(session);
			if (!installation)
				throw new CutterError(
					'SETUP_NEEDED',
					'This environment is not enrolled: run directus cutter init on the server.',
				);
			const plans: PlanStatus[] = [];
			for (const { plan } of loaded) if (plan) plans.push(await readPlanStatus(site, session, plan));
			const { append_only } = await readControlState(session);
			return {
				environment: installation.label,
				installation: installation.id,
				protection: append_only ? 'append_only' : 'tamper_evident',
				plans,
				caller: viewCaller(caller),
				refused: loaded.flatMap(({ folder, refused }) =>
					refused ? [{ folder: folder.split('/').at(-1) ?? folder, message: refused.message }] : [],
				),
			};
		}),
	);
}

/** The status as a tool account sees it: what the command line shows. */
export async function readStatusAs(site: Site, tool: 'executor' | 'verifier') {
	return readStatus(site, { user: tool, admin: false, session: false, tool, seats: [] });
}
