import { writeFile } from 'node:fs/promises';
import { CutterError } from '../../core/errors/cutter-error.ts';

/**
 * Writes a bundle for its owner alone.
 * @throws CutterError INVALID_INPUT when something lies there already, or the folder is missing: nothing is written over
 */
export async function writeBundleFile(file: string, bytes: Uint8Array): Promise<void> {
	await writeFile(file, bytes, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
		const why = error.code === 'EEXIST' ? 'a file lies there already' : error.code;
		throw new CutterError('INVALID_INPUT', `${file} was not written: ${why}. Name another with --output.`);
	});
}
