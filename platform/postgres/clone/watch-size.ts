import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionTarget } from '../connection-target.ts';
import { withClient } from '../with-client.ts';

const everyMs = 500;

/**
 * Tells how large a database has grown while `work` fills it. Asked over a connection of its own: what pg_restore says
 * is judged word by word, so it is not made to talk about progress.
 */
export async function watchSize<Result>(
	target: ConnectionTarget,
	onSize: (bytes: number) => void,
	work: () => Promise<Result>,
): Promise<Result> {
	const done = new AbortController();
	const watching = withClient(target, 'dot-iu-cutter clone', async (session) => {
		while (!done.signal.aborted) {
			const { rows } = await session.query('SELECT pg_database_size(current_database())::float8 AS bytes');
			onSize(Number(rows[0]?.bytes));
			await sleep(everyMs, undefined, { signal: done.signal }).catch(() => undefined);
		}
	});
	// Not to know the size is no reason to fail what it measures.
	const settled = watching.catch(() => undefined);
	try {
		return await work();
	} finally {
		done.abort();
		await settled;
	}
}
