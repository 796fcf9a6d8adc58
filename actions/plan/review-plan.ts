import type { ReviewPackage } from '../../contract/review-package.ts';
import { deriveReviewPackage } from '../../core/review/derive-review-package.ts';
import { loadPlanById } from '../../platform/plans/load-plans.ts';
import type { Site } from '../../platform/site.ts';
import { planDirs } from './list-plans.ts';

/** The command-review package of an installed plan. @throws CutterError NOT_FOUND, or the plan's own PLAN_INVALID */
export async function reviewPlan(site: Site, id: string): Promise<ReviewPackage> {
	return deriveReviewPackage(await loadPlanById(planDirs(site), id));
}
