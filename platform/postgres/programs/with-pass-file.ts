import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { markOwnProcess } from './process-mark.ts';

/** Where pass files live for the time of one program; `sweepPassFiles` knows the name. */
export const passFolderPrefix = 'dot-iu-cutter-pass-';

/**
 * Lends a password to libpq programs: a 0600 file in a private 0700 folder, removed when `work` ends.
 * Neither argument list nor environment hold it; the environment names the file (`PGPASSFILE`).
 * @param root a folder for short-lived files, by default /var/tmp
 */
export async function withPassFile<Result>(
	password: string,
	work: (passFile: string) => Promise<Result>,
	root = '/var/tmp',
): Promise<Result> {
	if (/[\r\n\0]/.test(password)) {
		throw new CutterError(
			'INVALID_INPUT',
			'A password with a line break or U+0000 cannot be given to PostgreSQL programs.',
		);
	}
	const { pid, started } = markOwnProcess();
	const folder = await mkdtemp(join(root, `${passFolderPrefix}${pid}-${started}-`));
	try {
		await chmod(folder, 0o700);
		const file = join(folder, 'pgpass');
		await writeFile(file, passLine(password), { mode: 0o600, flag: 'wx' });
		return await work(file);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Any server, for the file serves one connection; libpq would otherwise look for sockets under the name `localhost`. */
function passLine(password: string): string {
	return `*:*:*:*:${password.replaceAll(/[\\:]/g, '\\$&')}\n`;
}
