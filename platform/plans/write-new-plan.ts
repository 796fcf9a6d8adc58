import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CutterError } from '../../core/errors/cutter-error.ts';

/**
 * Writes the files of a new plan into a folder that is absent or empty.
 * @throws CutterError INVALID_INPUT when something lies there already: nothing is written over
 */
export async function writeNewPlan(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
	await mkdir(folder, { recursive: true });
	if ((await readdir(folder)).length > 0)
		throw new CutterError('INVALID_INPUT', `${folder} is not empty: name a folder that is new. Nothing was written.`);
	// `wx`: not even a file that appears meanwhile is written over.
	for (const [path, text] of files) await writeFile(join(folder, path), text, { flag: 'wx' });
}
