import type { Readable } from 'node:stream';

/** Reads a stream to its end and keeps its first bytes as UTF-8. */
export async function collectText(
	stream: Readable | null,
	maxBytes: number,
): Promise<{ stderr: string; truncated: boolean }> {
	const kept: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream ?? []) {
		if (size < maxBytes) kept.push(Buffer.from(chunk).subarray(0, maxBytes - size));
		size += chunk.length;
	}
	return { stderr: Buffer.concat(kept).toString('utf8'), truncated: size > maxBytes };
}
