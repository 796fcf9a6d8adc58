import fs from 'node:fs';

/** Removes a file or a whole folder; what is not there is no error. Node 12 and 14.0 to 14.13 have no `rmSync`. */
export function remove(path) {
	if (fs.rmSync) return fs.rmSync(path, { recursive: true, force: true });
	if (!fs.existsSync(path)) return undefined;
	return fs.statSync(path).isDirectory() ? fs.rmdirSync(path, { recursive: true }) : fs.unlinkSync(path);
}
