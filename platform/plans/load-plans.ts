import { readdir } from 'node:fs/promises';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { describeCycles } from '../../core/plan/find-required-cycles.ts';
import { freezePlan } from '../../core/plan/freeze-plan.ts';
import type { FrozenPlan } from '../../core/plan/frozen-plan.ts';
import { loadSqlParser } from '../../core/sql/parse-sql.ts';
import { readPlanFolder } from './read-plan-folder.ts';

/** A plan folder, or why it cannot be used; one broken plan never hides the others. */
export type LoadedPlan =
	| { readonly folder: string; readonly plan: FrozenPlan; readonly refused: null }
	| { readonly folder: string; readonly plan: null; readonly refused: CutterError };

/** Loads every folder that holds a plan.yaml, in the order of `dirs`, read anew each time: frozen means unchanged now. */
export async function loadPlans(dirs: readonly string[]): Promise<LoadedPlan[]> {
	await loadSqlParser();
	const folders = (await Promise.all(dirs.map(listPlanFolders))).flat();
	return refuseCycles(await Promise.all(folders.map(loadPlan)));
}

/** @throws CutterError NOT_FOUND, or the plan's own PLAN_INVALID */
export async function loadPlanById(dirs: readonly string[], id: string): Promise<FrozenPlan> {
	const loaded = await loadPlans(dirs);
	const found = loaded.find(({ plan }) => plan?.file.id === id);
	if (found?.plan) return found.plan;
	const broken = loaded.find(({ folder }) => folder.endsWith(`/${id}`));
	if (broken?.refused) throw broken.refused;
	const known = loaded.flatMap(({ plan }) => (plan ? [plan.file.id] : []));
	throw new CutterError('NOT_FOUND', `No plan ${id}. Installed: ${known.join(', ') || 'none'}.`);
}

/** Plans that require each other in a circle could never be completed. */
function refuseCycles(loaded: readonly LoadedPlan[]): LoadedPlan[] {
	const cycles = describeCycles(loaded.flatMap(({ plan }) => (plan ? [plan.file] : [])));
	return loaded.map((entry) => {
		const cycle = entry.plan ? cycles.get(entry.plan.file.id) : undefined;
		if (!cycle) return entry;
		const message = `Plan ${entry.plan?.file.id} is refused: plan.yaml requires-cycle: ${cycle}, so that none of them can ever be completed.`;
		return { folder: entry.folder, plan: null, refused: new CutterError('PLAN_INVALID', message) };
	});
}

async function listPlanFolders(dir: string): Promise<string[]> {
	const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
		throw new CutterError('SETUP_NEEDED', `The plans folder ${dir} cannot be read: ${error.code}.`);
	});
	return entries
		.filter((entry) => entry.isFile() && entry.name === 'plan.yaml')
		.map((entry) => entry.parentPath)
		.sort();
}

async function loadPlan(folder: string): Promise<LoadedPlan> {
	try {
		return { folder, plan: freezePlan(await readPlanFolder(folder)), refused: null };
	} catch (error) {
		if (error instanceof CutterError) return { folder, plan: null, refused: error };
		throw error;
	}
}
