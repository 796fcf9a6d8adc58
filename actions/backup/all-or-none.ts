/**
 * Waits for parts of one work that run at the same time. When one fails the others are told to end, and only when all of
 * them have is the first failure thrown: nothing runs on behind the caller's back.
 */
export async function allOrNone<Parts extends readonly unknown[] | []>(
	parts: Parts,
	abort: AbortController,
): Promise<{ -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }> {
	for (const part of parts) Promise.resolve(part).catch((error: unknown) => abort.abort(error));
	await Promise.allSettled(parts);
	abort.signal.throwIfAborted();
	return Promise.all(parts);
}
