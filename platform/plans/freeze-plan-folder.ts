import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isMap, isScalar, isSeq, parseDocument, type Scalar } from 'yaml';
import { sha256 } from '../../core/digest/sha256.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';

/**
 * Rewrites the `sha256` values of a plan folder's `sql[]` in place; every other byte of plan.yaml stays.
 * @returns true when plan.yaml changed
 * @throws CutterError INVALID_INPUT when sql[] and the .sql files of the folder differ, or an entry lacks `file` or `sha256`
 */
export async function freezePlanFolder(folder: string): Promise<boolean> {
	const path = join(folder, 'plan.yaml');
	const source = await readFile(path, 'utf8');
	const entries = readSqlEntries(source);
	assertSameFiles(
		entries.map(({ file }) => file),
		await listSqlFiles(folder),
	);
	let frozen = source;
	// From the end, so that the offsets before a replacement stay right.
	for (const { file, digest } of entries.toReversed()) {
		const [start, end] = rangeOf(digest);
		frozen = `${frozen.slice(0, start)}'${sha256(await readFile(join(folder, file)))}'${frozen.slice(end)}`;
	}
	if (frozen !== source) await writeFile(path, frozen);
	return frozen !== source;
}

function readSqlEntries(source: string): { file: string; digest: Scalar }[] {
	const document = parseDocument(source);
	const [error] = document.errors;
	if (error) throw unusable(error.message);
	const list = document.get('sql');
	if (!isSeq(list)) throw unusable('plan.yaml has no list sql[]');
	return list.items.map((item, index) => {
		const file = isMap(item) ? item.get('file') : undefined;
		const digest = isMap(item) ? item.get('sha256', true) : undefined;
		if (typeof file !== 'string' || !isScalar(digest)) throw unusable(`sql[${index}] needs file and sha256`);
		return { file, digest };
	});
}

function rangeOf({ range }: Scalar): readonly [number, number] {
	if (!range) throw unusable('a sha256 has no place in the text');
	return [range[0], range[1]];
}

async function listSqlFiles(folder: string): Promise<string[]> {
	const found = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = found.filter((entry) => entry.isFile() && entry.name.endsWith('.sql'));
	return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}

function assertSameFiles(listed: string[], present: string[]): void {
	const missing = listed.filter((file) => !present.includes(file));
	const unlisted = present.filter((file) => !listed.includes(file));
	if (missing.length > 0) throw unusable(`sql[] lists what the folder lacks: ${missing.join(', ')}`);
	if (unlisted.length > 0) throw unusable(`the folder holds what sql[] does not list: ${unlisted.join(', ')}`);
}

function unusable(message: string): CutterError {
	return new CutterError('INVALID_INPUT', `The plan cannot be frozen: ${message}.`);
}
