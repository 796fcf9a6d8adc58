import type { Router } from 'express';
import { planDirs, viewPlan } from '../../../actions/plan/list-plans.ts';
import { readReadiness } from '../../../actions/readiness/read-readiness.ts';
import { readStatus } from '../../../actions/readiness/read-status.ts';
import { digestOf } from '../../../core/digest/sha256.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { loadPlanById, loadPlans } from '../../../platform/plans/load-plans.ts';
import { answer, type OpenRuntime, param, query } from './answer.ts';

/** GET /status, /readiness, /plans: administrators, seat holders, tool accounts. */
export function addStatusRoutes(router: Router, open: OpenRuntime): void {
	router.get(
		'/status',
		answer(open, 'status', async ({ runtime, caller, request, response }) => {
			const data = await readStatus(runtime.site, caller);
			const tag = `"${digestOf({ ...data, plans: data.plans.map((plan) => ({ ...plan, as_of: '' })) })}"`;
			response.setHeader('ETag', tag);
			if (request.headers['if-none-match'] === tag) response.status(304).end();
			return { data };
		}),
	);
	router.get(
		'/readiness',
		answer(open, 'readiness', async ({ runtime, caller, request }) => {
			const plan = query(request, 'plan');
			if (!plan) throw new CutterError('INVALID_INPUT', 'plan: name the plan, e.g. ?plan=p0-v0.1');
			return { data: await readReadiness(runtime.site, caller, plan) };
		}),
	);
	router.get(
		'/plans',
		answer(open, 'plans', async ({ runtime }) => {
			const loaded = await loadPlans(planDirs(runtime.site));
			const refused = loaded.flatMap(({ folder, refused: error }) =>
				error ? [{ folder: folder.split('/').at(-1), message: error.message }] : [],
			);
			return { data: loaded.flatMap(({ plan }) => (plan ? [viewPlan(plan)] : [])), meta: { refused } };
		}),
	);
	router.get(
		'/plans/:id',
		answer(open, 'plans', async ({ runtime, request }) => ({
			data: viewPlan(await loadPlanById(planDirs(runtime.site), param(request, 'id'))),
		})),
	);
}
