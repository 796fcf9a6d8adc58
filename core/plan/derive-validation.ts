import type { PlanValidation } from '../../contract/plans.ts';
import type { ExaminedPlan } from './examine-plan.ts';

/** A plan is clean when nothing refuses it and each hazard is remedied, or accepted with a reason. */
export function deriveValidation({ id, digest, report }: ExaminedPlan): PlanValidation {
	const open = report.findings.filter(({ accepted }) => accepted === null);
	const count = (severity: string) => open.filter((finding) => finding.severity === severity).length;
	return {
		outcome: open.length === 0 ? 'pass' : 'fail',
		plan: id,
		digest,
		counts: { error: count('error'), hazard: count('hazard') },
		...report,
	};
}
