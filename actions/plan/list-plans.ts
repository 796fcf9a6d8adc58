import { join } from 'node:path';
import type { PlanView } from '../../contract/status.ts';
import type { FrozenPlan } from '../../core/plan/frozen-plan.ts';
import type { Site } from '../../platform/site.ts';

/** The built-in plans, then the site's own folders. */
export function planDirs(site: Site): string[] {
	return [join(site.packageRoot, 'plans'), ...site.env.PLANS_DIR];
}

export function viewPlan({ file, digest, steps }: FrozenPlan): PlanView {
	return {
		id: file.id,
		version: file.version,
		title: file.title,
		digest,
		transaction: file.transaction,
		lane: file.lane,
		requires: file.requires,
		scope: file.scope,
		steps: steps.map(({ id, title, lane, execute }) => ({
			id,
			title,
			lane,
			statements: execute.map(({ text }) => text),
		})),
		seats: file.approvals.execution.seats,
		people: file.approvals.execution.people,
		not_restorable: file.not_restorable,
		notes: file.notes,
	};
}
