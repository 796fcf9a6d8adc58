import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

export interface WrittenArchive {
	readonly sha256: string;
	readonly size_bytes: number;
}

/** pg_dump hands out 4 KB at a time: writing each by itself would cost more than digesting it. */
const writeAtBytes = 512 * 1024;

/** Writes a stream to an open file and digests the bytes as they pass, before any disk has held them. */
export async function writeArchive(
	source: AsyncIterable<Buffer>,
	file: FileHandle,
	onProgress?: (writtenBytes: number) => void,
): Promise<WrittenArchive> {
	const hash = createHash('sha256');
	let waiting: Buffer[] = [];
	let waitingBytes = 0;
	let size = 0;
	const flush = async (): Promise<void> => {
		await writeWhole(file, Buffer.concat(waiting, waitingBytes));
		size += waitingBytes;
		[waiting, waitingBytes] = [[], 0];
		onProgress?.(size);
	};
	for await (const chunk of source) {
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
