/** One file beside its digest. */
export interface SummedFile {
	readonly file: string;
	readonly sha256: string;
}

/**
 * The lines that `sha256sum -c` reads, in the order given.
 * @throws TypeError for a name that sha256sum would write escaped: ours are plain
 */
export function renderSha256Sums(files: readonly SummedFile[]): string {
	const wrong = files.find(({ file }) => !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(file));
	if (wrong) throw new TypeError(`${wrong.file} is no plain file name`);
	return files.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join('');
}
