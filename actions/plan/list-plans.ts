import { join } from 'node:path';
import type { PlanView } from '../../contract/plans.ts';
import type { FrozenPlan } from '../../core/plan/frozen-plan.ts';
import { describeCheck } from '../../core/review/describe-check.ts';
import type { Site } from '../../platform/site.ts';

/** Plans that every installation has; what else lies in the package's folder is for reading. */
const builtIn = ['p0-v0.1', 'phase-alpha-v0.2'] as const;

/** The built-in plans, then the site's own folders. */
export function planDirs(site: Site): string[] {
	return [...builtIn.map((id) => join(site.packageRoot, 'plans', id)), ...site.env.PLANS_DIR];
}

export function viewPlan({ file, digest, steps, report }: FrozenPlan): PlanView {
	const { execution, rollback, retry } = file.approvals;
	return {
		id: file.id,
		version: file.version,
		title: file.title,
		summary: file.summary ?? '',
		digest,
		transaction: file.transaction,
		lane: file.lane,
		requires: file.requires,
		target: { ...file.target, database: file.target.database ?? null },
		timeouts: file.timeouts ?? null,
		scope: file.scope,
		sql: file.sql,
		steps: steps.map(({ id, title, lane, execute, undo }, index) => {
			const { satisfied_when, validate = [] } = file.steps[index] ?? {};
			return {
				id,
				title,
				lane,
				statements: execute.map(({ text }) => text),
				rollback: undo.map(({ text }) => text),
				satisfied_when: satisfied_when ? describeCheck(satisfied_when) : null,
				validate: validate.map(describeCheck),
			};
		}),
		preflight: file.preflight.map(describeCheck),
		verify: file.verify.map(describeCheck),
		frozen: file.frozen,
		not_restorable: file.not_restorable,
		rollback: file.rollback,
		approvals: { execution, rollback, retry },
		seats: execution.seats,
		people: execution.people,
		register: file.register,
		scenarios: file.rehearsal.scenarios,
		...report,
		notes: file.notes,
	};
}
