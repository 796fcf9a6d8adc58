import { setTimeout as wait } from 'node:timers/promises';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import type { Session } from '../session.ts';

/** Two keys of the advisory lock space, fixed for good: "cutt" and 1. */
const lockKeys = [0x63757474, 1];

export interface LockHolder {
	readonly pid: number;
	readonly since: string;
}

/**
 * Holds the installation's lock on this connection for the whole of `work`; a session lock, since locks of a
 * transaction would leave gaps between the commits of a per-step plan.
 * @throws CutterError LOCK_HELD with the holder when it is not free within `waitMs`
 */
export async function withInstallationLock<Result>(
	session: Session,
	waitMs: number,
	work: () => Promise<Result>,
): Promise<Result> {
	const deadline = Date.now() + waitMs;
	while (!(await tryLock(session))) {
		if (Date.now() >= deadline) throw lockHeld(await readLockHolder(session));
		await wait(100);
	}
	try {
		return await work();
	} finally {
		await session.query('SELECT pg_advisory_unlock($1, $2)', lockKeys).catch(() => undefined);
	}
}

async function tryLock(session: Session): Promise<boolean> {
	const { rows } = await session.query('SELECT pg_try_advisory_lock($1, $2) AS locked', lockKeys);
	return rows[0]?.['locked'] === true;
}

/** Who holds the lock, other than this connection. */
export async function readLockHolder(session: Session): Promise<LockHolder | null> {
	const { rows } = await session.query(
		`SELECT l.pid, to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
		 FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid)
		 WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1::oid AND l.objid = $2::oid AND l.objsubid = 2
		   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
		   AND l.pid <> pg_backend_pid()`,
		lockKeys,
	);
	const row = rows[0];
	return row ? { pid: Number(row['pid']), since: String(row['since'] ?? 'unknown') } : null;
}

/** Whether this very connection holds the lock: behind a transaction-mode pooler it would not for long. */
export async function holdsLock(session: Session): Promise<boolean> {
	const { rows } = await session.query(
		`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = $1::oid AND objid = $2::oid
			AND objsubid = 2 AND pid = pg_backend_pid()`,
		lockKeys,
	);
	return rows.length === 1;
}

function lockHeld(holder: LockHolder | null): CutterError {
	const who = holder ? `backend ${holder.pid} since ${holder.since}` : 'a connection that has just ended';
	return new CutterError(
		'LOCK_HELD',
		`Another action holds this installation's lock: ${who}. Try again when it has ended.`,
		{ holder },
	);
}
