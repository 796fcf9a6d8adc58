import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Node 22, brought by a package: the machine's own Node may be any version, and Directus needs this one. */
export const node22 = join(root, 'node_modules', '.bin', 'node');

/** Git-ignored folder for what set-up remembers: log, digests, the packed bundle. */
export function cacheFolder() {
	const folder = join(root, '.cache');
	mkdirSync(folder, { recursive: true });
	return folder;
}

/**
 * PATH without this checkout's `node_modules/.bin`. The machine's npm must run on the Node it came with: Debian's does
 * not load under any other.
 */
export function machinePath() {
	return (process.env.PATH || '')
		.split(delimiter)
		.filter((folder) => !folder.endsWith(join('node_modules', '.bin')) && !folder.includes('node-gyp-bin'))
		.join(delimiter);
}

/** The full path of a program on the machine's PATH, or null. */
export function findOnPath(name) {
	const found = machinePath()
		.split(delimiter)
		.map((folder) => join(folder, name))
		.find((file) => existsSync(file));
	return found || null;
}
