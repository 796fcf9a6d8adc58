import type { HookExtensionContext } from '@directus/types';
import { planDirs, viewPlan } from '../../../actions/plan/list-plans.ts';
import { newPlan } from '../../../actions/plan/new-plan.ts';
import { reviewPlan } from '../../../actions/plan/review-plan.ts';
import { validatePlanFolder } from '../../../actions/plan/validate-plan.ts';
import type { Runtime } from '../../../actions/runtime/runtime.ts';
import type { PlanValidation } from '../../../contract/plans.ts';
import { describeValidation } from '../../../core/plan/describe-validation.ts';
import { renderReviewPackage } from '../../../core/review/render-markdown.ts';
import { freezePlanFolder } from '../../../platform/plans/freeze-plan-folder.ts';
import { loadPlanById, loadPlans } from '../../../platform/plans/load-plans.ts';
import { finish } from './finish.ts';
import { type Options, type Program, text } from './program.ts';

/** Adds `directus cutter plan list | show | new | freeze | validate`: reading and writing plan folders, never the database. */
export function addPlanCommands(cutter: Program, open: () => Promise<Runtime>, context: HookExtensionContext): void {
	const plan = cutter.command('plan').description('Plans: list, show, write, freeze and validate them');
	const add = (name: string, description: string) =>
		plan.command(name).description(description).option('--json', 'one JSON document on standard output');
	const isJson = (options: Options) => options['json'] === true;

	add('list', 'The installed plans, and those that are refused').action((options: Options) =>
		finish(context, isJson(options), async () => listPlans(await open()), describePlans),
	);
	add('show', 'One plan: its command-review package, or with --json the plan')
		.argument('<plan>', 'id of the plan')
		.action((id: string, options: Options) =>
			finish(context, isJson(options), async () => {
				const { site } = await open();
				if (!isJson(options)) return renderReviewPackage(await reviewPlan(site, id));
				return viewPlan(await loadPlanById(planDirs(site), id));
			}),
		);
	add('validate', 'Lint a plan folder, installed or not')
		.argument('<folder>', 'folder that holds plan.yaml')
		.action((folder: string, options: Options) =>
			finish(context, isJson(options), () => validatePlanFolder(folder), describeValidation),
		);
	add('new', 'Write a first plan that validates clean, to be written over')
		.argument('<folder>', 'a folder that is absent or empty')
		.option('--id <id>', 'id of the plan; the name of the folder otherwise')
		.option('--title <text>', 'title of the plan')
		.option('--table <schema.table>', 'table that the first step creates')
		.action((folder: string, options: Options) =>
			finish(
				context,
				isJson(options),
				async () => newPlan((await open()).site.packageRoot, folder, given(options)),
				({ folder: written, validation }) => [`Written: ${written}`, ...describeValidation(validation)],
			),
		);
	add('freeze', 'Write the sha256 of each SQL file into plan.yaml, then validate')
		.argument('<folder>', 'folder that holds plan.yaml')
		.action((folder: string, options: Options) =>
			finish(context, isJson(options), () => freeze(folder), describeValidation),
		);
}

function given(options: Options) {
	const [id, title, table] = ['id', 'title', 'table'].map((name) => text(options, name));
	return { ...(id && { id }), ...(title && { title }), ...(table && { table }) };
}

async function freeze(folder: string): Promise<PlanValidation> {
	await freezePlanFolder(folder);
	return validatePlanFolder(folder);
}

async function listPlans({ site }: Runtime) {
	const loaded = await loadPlans(planDirs(site));
	return {
		plans: loaded.flatMap(({ plan }) => {
			if (!plan) return [];
			const { id, version, title } = plan.file;
			return [{ id, version, title, digest: plan.digest }];
		}),
		refused: loaded.flatMap(({ folder, refused }) => (refused ? [{ folder, message: refused.message }] : [])),
	};
}

function describePlans({ plans, refused }: Awaited<ReturnType<typeof listPlans>>): string[] {
	return [
		...plans.map(({ id, version, title, digest }) => `${id}  ${version}  ${digest.slice(0, 12)}…  ${title}`),
		...refused.map(({ folder, message }) => `refused: ${folder}: ${message}`),
	];
}
