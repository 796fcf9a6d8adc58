import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import type { Session } from '../session.ts';

export interface GuardOrder {
	/** `application_name` that all guarded sessions share, and nobody else has. */
	readonly application: string;
	/** Further backends to look after, under other names. */
	readonly pids: readonly number[];
	/** How long one of them may wait for a lock. */
	readonly boundMs: number;
}

const pollMs = 250;
const waiting = z.object({ pid: z.int(), blockers: z.array(z.int()), what: z.string() });

/**
 * Runs `work` and looks after the sessions that it uses: none waits for a lock beyond the bound, and none is left at
 * work when it ends. A backup holds locks that make the DDL of others wait, and behind it everybody: it must
 * not itself wait for them, and PostgreSQL sees no deadlock where the holder merely sits idle.
 * @param session a connection of its own, beside those of `work`
 * @param work aborts the controller when one part of it failed, so that the others end too
 * @throws CutterError LOCK_HELD naming who waits for whom; what `work` throws
 */
export async function withWaitGuard<Result>(
	session: Session,
	order: GuardOrder,
	work: (abort: AbortController) => Promise<Result>,
): Promise<Result> {
	const abort = new AbortController();
	const ended = new AbortController();
	const guard = watch(session, order, ended.signal).catch((error: unknown) => abort.abort(error));
	let cancelled: Promise<void> | undefined;
	abort.signal.addEventListener('abort', () => {
		cancelled = cancelBackends(session, order);
	});
	try {
		return await work(abort);
	} catch (error) {
		// What failed first is the reason; what the abort then broke is not.
		throw abort.signal.aborted ? abort.signal.reason : error;
	} finally {
		ended.abort();
		await guard;
		await cancelled;
	}
}

async function watch(session: Session, order: GuardOrder, ended: AbortSignal): Promise<void> {
	while (!ended.aborted) {
		const stuck = await readStuck(session, order);
		if (stuck) throw stuck;
		await sleep(pollMs, undefined, { signal: ended }).catch(() => undefined);
	}
}

async function readStuck(session: Session, { application, pids, boundMs }: GuardOrder): Promise<CutterError | null> {
	const { rows } = await session.query(
		`SELECT l.pid, pg_catalog.pg_blocking_pids(l.pid) AS blockers,
			coalesce(l.relation::pg_catalog.regclass::text, l.locktype) AS what
		FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a USING (pid)
		WHERE NOT l.granted AND (a.application_name = $1 OR l.pid = ANY ($2::int[]))
			AND l.waitstart < pg_catalog.clock_timestamp() - $3 * interval '1 millisecond'
		LIMIT 1`,
		[application, pids, boundMs],
	);
	if (rows.length === 0) return null;
	const { pid, blockers, what } = waiting.parse(rows[0]);
	return new CutterError(
		'LOCK_HELD',
		`The backup waited more than ${boundMs} ms for ${what}, behind backend ${blockers.join(', ')}. It was given up, ` +
			'so that nobody waits for it; try again when no DDL is running.',
		{ pid, blockers, what },
	);
}

/** Our own first: another role's backend may refuse, and has a bound of its own. */
async function cancelBackends(session: Session, { application, pids }: GuardOrder): Promise<void> {
	const cancel = 'SELECT pg_catalog.pg_cancel_backend(pid) FROM pg_catalog.pg_stat_activity';
	await session
		.query(`${cancel} WHERE application_name = $1 AND pid <> pg_catalog.pg_backend_pid()`, [application])
		.then(() => session.query(`${cancel} WHERE pid = ANY ($1::int[])`, [pids]))
		.catch(() => undefined);
}
