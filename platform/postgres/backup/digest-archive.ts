import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

export interface DigestedFile {
	readonly sha256: string;
	readonly size_bytes: number;
	/** Changes whenever the file is replaced, written, or given other permissions. */
	readonly mark: string;
}

/** Reads a file from beginning to end. @throws the file system's error when it cannot be read */
export async function digestArchive(path: string): Promise<DigestedFile> {
	const file = await open(path, 'r');
	try {
		// Before the first byte is read: a change while reading shows too.
		const mark = await markOf(file);
		const hash = createHash('sha256');
		let size = 0;
		for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark: 1 << 20 })) {
			hash.update(chunk);
			size += chunk.length;
		}
		return { sha256: hash.digest('hex'), size_bytes: size, mark };
	} finally {
		await file.close();
	}
}

/** @returns the mark of the file that now lies under this path */
export async function markFile(path: string): Promise<string> {
	const file = await open(path, 'r');
	try {
		return await markOf(file);
	} finally {
		await file.close();
	}
}

async function markOf(file: FileHandle): Promise<string> {
	const { dev, ino, size, mtimeNs, ctimeNs } = await file.stat({ bigint: true });
	return [dev, ino, size, mtimeNs, ctimeNs].join('/');
}
