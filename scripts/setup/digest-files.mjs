import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.mjs';

/** One digest over names and bytes of files and whole folders of the checkout; what is absent counts as absent. */
export function digestFiles(paths) {
	const hash = createHash('sha256');
	for (const path of paths.reduce((all, one) => all.concat(filesUnder(one)), [])) {
		const bytes = readFileSync(join(root, path));
		hash.update(`${path}\u0000${bytes.length}\u0000`).update(bytes);
	}
	return hash.digest('hex');
}

function filesUnder(path) {
	const full = join(root, path);
	if (!existsSync(full)) return [];
	if (!statSync(full).isDirectory()) return [path];
	const names = readdirSync(full).sort();
	return names.reduce((all, name) => all.concat(filesUnder(join(path, name))), []);
}
