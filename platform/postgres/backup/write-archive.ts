import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

export interface WrittenArchive {
	readonly sha256: string;
	readonly size_bytes: number;
}

/** Told how many bytes were written; what it throws ends the writing. */
export type OnProgress = (writtenBytes: number) => void | Promise<void>;

/** pg_dump hands out 4 KB at a time: writing each by itself would cost more than digesting it. */
const writeAtBytes = 512 * 1024;

/** Writes a stream to an open file and digests the bytes as they pass, before any disk has held them. */
export async function writeArchive(
	source: AsyncIterable<Buffer>,
	file: FileHandle,
	onProgress?: OnProgress,
): Promise<WrittenArchive> {
	const hash = createHash('sha256');
	let waiting: Buffer[] = [];
	let waitingBytes = 0;
	let size = 0;
	const flush = async (): Promise<void> => {
		await writeWhole(file, Buffer.concat(waiting, waitingBytes));
		size += waitingBytes;
		[waiting, waitingBytes] = [[], 0];
		await onProgress?.(size);
	};
	let begun = false;
	for await (const chunk of source) {
		if (!begun) await onProgress?.(0);
		begun = true;
		hash.update(chunk);
		waiting.push(chunk);
		waitingBytes += chunk.length;
		if (waitingBytes >= writeAtBytes) await flush();
	}
	await flush();
	await file.sync();
	return { sha256: hash.digest('hex'), size_bytes: size };
}

/** One write may store less than it was given, when the disk is nearly full. */
async function writeWhole(file: FileHandle, bytes: Buffer): Promise<void> {
	let done = 0;
	while (done < bytes.length) done += (await file.write(bytes, done)).bytesWritten;
}
