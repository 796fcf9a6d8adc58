import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';

/** Writes a file that only its owner may read, whole or not at all. */
export function writePrivateFile(file: string, text: string): void {
	const draft = `${file}.${process.pid}.tmp`;
	writeFileSync(draft, text, { mode: 0o600 });
	renameSync(draft, file);
}

export function writePrivateJson(file: string, value: unknown): void {
	writePrivateFile(file, `${JSON.stringify(value, null, '\t')}\n`);
}

/**
 * Reads and checks a JSON file.
 * @returns null when there is no such file
 * @throws Error naming the file when it is not what is expected
 */
export function readJsonFile<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> | null {
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
		throw error;
	}
	try {
		return schema.parse(JSON.parse(text));
	} catch (cause) {
		throw new Error(`${file} is not what this version writes; "npm start -- --fresh" begins anew`, { cause });
	}
}
