import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ConnectionTarget } from '../connection-target.ts';
import { withClient } from '../with-client.ts';

const everyMs = 500;

/** How far a restore has come, read from the database that it fills. */
export interface RestoreProgress {
	/** Size of the database. */
	readonly bytes: number;
	/** Tables that exist, and those of them that hold something. */
	readonly tables: number;
	readonly filled: number;
	/** What is being filled at this moment; empty while indexes and constraints are made. */
	readonly copying: readonly string[];
}

const readProgress = `
	SELECT pg_database_size(current_database())::float8 AS bytes,
		count(*)::int AS tables, (count(*) FILTER (WHERE pg_relation_size(c.oid) > 0))::int AS filled,
		ARRAY(SELECT p.relid::regclass::text FROM pg_catalog.pg_stat_progress_copy p
			WHERE p.datname = current_database() ORDER BY 1) AS copying
	FROM pg_catalog.pg_class c WHERE c.relkind = 'r' AND c.oid >= 16384`;
const progressRow = z.object({
	bytes: z.number(),
	tables: z.int(),
	filled: z.int(),
	copying: z.array(z.string()),
});

/**
 * Tells how full a database has become while `work` fills it. Asked over a connection of its own: what pg_restore says
 * is judged word by word, and a table's name with a line break in it could say anything, so it is not made to talk.
 */
export async function watchRestore<Result>(
	target: ConnectionTarget,
	onProgress: (progress: RestoreProgress) => void,
	work: () => Promise<Result>,
): Promise<Result> {
	const done = new AbortController();
	const watching = withClient(target, 'dot-iu-cutter clone', async (session) => {
		while (!done.signal.aborted) {
			const { rows } = await session.query(readProgress);
			onProgress(progressRow.parse(rows[0]));
			await sleep(everyMs, undefined, { signal: done.signal }).catch(() => undefined);
		}
	});
	// Not to know how far it is is no reason to fail what it measures.
	const settled = watching.catch(() => undefined);
	try {
		return await work();
	} finally {
		done.abort();
		await settled;
	}
}
