import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

export interface WrittenArchive {
	readonly sha256: string;
	readonly size_bytes: number;
}

/** Writes a stream to an open file and digests the bytes as they pass, before any disk has held them. */
export async function writeArchive(
	source: AsyncIterable<Buffer>,
	file: FileHandle,
	onProgress?: (writtenBytes: number) => void,
): Promise<WrittenArchive> {
	const hash = createHash('sha256');
	let size = 0;
	for await (const chunk of source) {
		hash.update(chunk);
		await writeWhole(file, chunk);
		size += chunk.length;
		onProgress?.(size);
	}
	await file.sync();
	return { sha256: hash.digest('hex'), size_bytes: size };
}

/** One write may store less than it was given, when the disk is nearly full. */
async function writeWhole(file: FileHandle, chunk: Buffer): Promise<void> {
	let done = 0;
	while (done < chunk.length) done += (await file.write(chunk, done)).bytesWritten;
}
