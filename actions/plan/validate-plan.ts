import type { z } from 'zod';
import type { PlanValidation, validatePlanRequest } from '../../contract/plans.ts';
import { deriveValidation } from '../../core/plan/derive-validation.ts';
import { examinePlan } from '../../core/plan/examine-plan.ts';
import { loadSqlParser } from '../../core/sql/parse-sql.ts';
import { readPlanFolder } from '../../platform/plans/read-plan-folder.ts';

/** Validates a plan that is not installed, from the texts of its files. */
export async function validatePlan({ files }: z.infer<typeof validatePlanRequest>): Promise<PlanValidation> {
	await loadSqlParser();
	return deriveValidation(
		examinePlan(files.map(({ path, content }) => ({ path, bytes: Buffer.from(content, 'utf8') }))),
	);
}

/** Validates a plan folder on the server's disk. @throws CutterError INVALID_INPUT when it cannot be read */
export async function validatePlanFolder(folder: string): Promise<PlanValidation> {
	await loadSqlParser();
	return deriveValidation(examinePlan(await readPlanFolder(folder)));
}
