import type { Router } from 'express';
import { z } from 'zod';
import { parseInput } from '../../../actions/access/parse-input.ts';
import { planDirs, viewPlan } from '../../../actions/plan/list-plans.ts';
import { reviewPlan } from '../../../actions/plan/review-plan.ts';
import { validatePlan } from '../../../actions/plan/validate-plan.ts';
import { validatePlanRequest } from '../../../contract/plans.ts';
import { renderReviewPackage } from '../../../core/review/render-markdown.ts';
import { loadPlanById, loadPlans } from '../../../platform/plans/load-plans.ts';
import { answer, type OpenRuntime, param, query } from './answer.ts';

/** GET /plans, /plans/:id, /plans/:id/review-package; POST /plans/validate: administrators, seat holders, tool accounts. */
export function addPlanRoutes(router: Router, open: OpenRuntime): void {
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
	router.post(
		'/plans/validate',
		answer(open, 'validate', async ({ request }) => ({
			data: await validatePlan(parseInput(validatePlanRequest, request.body)),
		})),
	);
	router.get(
		'/plans/:id',
		answer(open, 'plans', async ({ runtime, request }) => ({
			data: viewPlan(await loadPlanById(planDirs(runtime.site), param(request, 'id'))),
		})),
	);
	router.get(
		'/plans/:id/review-package',
		answer(open, 'plans', async ({ runtime, request, response }) => {
			const format = parseInput(z.enum(['json', 'md']).default('json'), query(request, 'format'));
			const review = await reviewPlan(runtime.site, param(request, 'id'));
			if (format === 'md') response.type('text/markdown; charset=utf-8').send(renderReviewPackage(review));
			return { data: review };
		}),
	);
}
