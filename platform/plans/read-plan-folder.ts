import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { CutterError } from '../../core/errors/cutter-error.ts';
import type { PlanSourceFile } from '../../core/plan/frozen-plan.ts';

/**
 * Every file of a plan folder, with its exact bytes.
 * @throws CutterError INVALID_INPUT when the folder cannot be read
 */
export async function readPlanFolder(folder: string): Promise<PlanSourceFile[]> {
	try {
		const entries = await readdir(folder, { recursive: true, withFileTypes: true });
		const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
		return await Promise.all(
			files.map(async (file) => ({ path: relative(folder, file), bytes: await readFile(file) })),
		);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		throw new CutterError(
			'INVALID_INPUT',
			`The plan folder ${folder} cannot be read: ${code}. Name a folder that holds plan.yaml.`,
		);
	}
}
