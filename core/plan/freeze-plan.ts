import type { Finding } from '../../contract/findings.ts';
import { CutterError } from '../errors/cutter-error.ts';
import { examinePlan } from './examine-plan.ts';
import type { FrozenPlan, PlanSourceFile } from './frozen-plan.ts';

/**
 * Parses a plan folder and binds it by digest. `loadSqlParser()` must have been awaited.
 * @throws CutterError PLAN_INVALID naming every error with its place
 */
export function freezePlan(files: readonly PlanSourceFile[]): FrozenPlan {
	const { plan, id, report } = examinePlan(files);
	if (plan) return plan;
	const errors = report.findings.filter(({ severity }) => severity === 'error');
	const subject = id ? `Plan ${id}` : 'The plan';
	throw new CutterError('PLAN_INVALID', `${subject} is refused: ${errors.map(describeFinding).join('; ')}`, {
		plan: id ?? '?',
		findings: errors,
	});
}

/** `steps/1.sql:12:3 table-rewrite: …` */
export function describeFinding({ file, line, column, rule, message }: Finding): string {
	return `${file}:${line}:${column} ${rule}: ${message}`;
}
