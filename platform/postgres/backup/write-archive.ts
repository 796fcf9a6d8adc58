import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

export interface WrittenArchive {
	readonly sha256: string;
	readonly size_bytes: number;
}

/** Told how many bytes have gone by; what it throws ends the writing. */
export type OnProgress = (writtenBytes: number) => void | Promise<void>;

/** pg_dump hands out 4 KB at a time: digesting and writing each by itself would cost more than the digest. */
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
	// One write is on its way while the next bytes are read.
	let writing = Promise.resolve();
	const flush = async (): Promise<void> => {
		const bytes = Buffer.concat(waiting, waitingBytes);
		[waiting, waitingBytes] = [[], 0];
		hash.update(bytes);
		await writing;
		writing = writeWhole(file, bytes);
		// Whoever waits for it next is told; until then it is not unhandled.
		writing.catch(() => undefined);
		size += bytes.length;
		await onProgress?.(size);
	};
	let begun = false;
	for await (const chunk of source) {
		if (!begun) await onProgress?.(0);
		begun = true;
		waiting.push(chunk);
		waitingBytes += chunk.length;
		if (waitingBytes >= writeAtBytes) await flush();
	}
	await flush();
	await writing;
	await file.sync();
	return { sha256: hash.digest('hex'), size_bytes: size };
}

/** One write may store less than it was given, when the disk is nearly full. */
async function writeWhole(file: FileHandle, bytes: Buffer): Promise<void> {
	let done = 0;
	while (done < bytes.length) done += (await file.write(bytes, done)).bytesWritten;
}
