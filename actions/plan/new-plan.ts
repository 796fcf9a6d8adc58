import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import type { PlanValidation } from '../../contract/plans.ts';
import { draftPlan } from '../../core/plan/draft-plan.ts';
import { writeNewPlan } from '../../platform/plans/write-new-plan.ts';
import { parseInput } from '../access/parse-input.ts';
import { validatePlanFolder } from './validate-plan.ts';

const plain = /^[a-z_][a-z0-9_]*$/;
const request = z.strictObject({
	id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'lower-case letters, digits, dots and dashes only'),
	title: z.string().min(1),
	table: z
		.string()
		.regex(/^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/, 'a table as schema.table, in lower case')
		.transform((name) => {
			const [schema = '', table = ''] = name.split('.');
			return { schema, name: table };
		}),
});

/**
 * Scaffolds a plan that validates clean, to be written over.
 * @param folder absent or empty; its name becomes the plan's id unless one is given
 * @throws CutterError INVALID_INPUT
 */
export async function newPlan(
	packageRoot: string,
	folder: string,
	given: { readonly id?: string; readonly title?: string; readonly table?: string } = {},
): Promise<{ folder: string; validation: PlanValidation }> {
	const id = given.id ?? basename(resolve(folder));
	const stem = id.replaceAll(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '');
	const parsed = parseInput(request, {
		id,
		title: given.title ?? `Plan ${id}`,
		table: given.table ?? `public.${plain.test(stem) ? stem : `plan_${stem}`}`,
	});
	const files = draftPlan({ ...parsed, schemaPath: join(packageRoot, 'plans', 'plan.schema.json') });
	await writeNewPlan(folder, files);
	return { folder: resolve(folder), validation: await validatePlanFolder(folder) };
}
