import { z } from 'zod';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import type { Session } from '../session.ts';

/** lock_not_available and query_canceled: what `lock_timeout` and `statement_timeout` end a statement with. */
const timeouts: unknown[] = ['55P03', '57014'];

export function isLockTimeout(error: unknown): boolean {
	return error instanceof Error && 'code' in error && timeouts.includes(error.code);
}

/** @param session without a transaction that failed */
export async function lockWaitExceeded(session: Session, boundMs: number): Promise<CutterError> {
	const holders = await readHolders(session);
	const who = holders.length === 0 ? 'a session that has just ended' : holders.join('; ');
	return new CutterError(
		'LOCK_HELD',
		`A table stayed locked for ${Math.trunc(boundMs)} ms by ${who}. Nothing was taken; try again when it has ended.`,
		{ holders },
	);
}

const holder = z.object({
	table: z.string(),
	pid: z.int(),
	granted: z.boolean(),
	application: z.string().nullable(),
	role: z.string().nullable(),
});

/** Who has, or stands in line for, what ACCESS SHARE has to wait for. Never their SQL: it may hold values. */
async function readHolders(session: Session): Promise<string[]> {
	const { rows } = await session.query(
		`SELECT l.relation::pg_catalog.regclass::text AS "table", l.pid, l.granted,
			a.application_name AS application, a.usename::text AS role
		FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a USING (pid)
		WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.pid <> pg_catalog.pg_backend_pid()
			AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
		ORDER BY l.granted DESC, l.pid LIMIT 5`,
	);
	return rows.map((row) => {
		const { table, pid, granted, application, role } = holder.parse(row);
		const whose = [application, role].filter((word) => word).join(', ');
		return `backend ${pid}${whose ? ` (${whose})` : ''}, which ${granted ? 'holds' : 'waits for'} ${table}`;
	});
}
