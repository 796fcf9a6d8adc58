import type { Session } from '../session.ts';

/** How many other backends of this database hide their transactions from this role. */
export async function countHiddenBackends(session: Session): Promise<number> {
	const { rows } = await session.query(
		`SELECT count(*)::int AS hidden FROM pg_stat_activity
		 WHERE datname = current_database() AND pid <> pg_backend_pid() AND query = '<insufficient privilege>'`,
	);
	return Number(rows[0]?.['hidden']);
}

/** Other backends of this database whose transaction is older than `seconds`. */
export async function readOldTransactions(
	session: Session,
	seconds: number,
): Promise<{ pid: number; seconds: number; application: string }[]> {
	const { rows } = await session.query(
		`SELECT pid, floor(extract(epoch FROM clock_timestamp() - xact_start))::int AS seconds, application_name
		 FROM pg_stat_activity
		 WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
		   AND xact_start < clock_timestamp() - make_interval(secs => $1)
		   AND application_name NOT LIKE 'dot-iu-cutter%'
		 ORDER BY xact_start`,
		[seconds],
	);
	return rows.map((row) => ({
		pid: Number(row['pid']),
		seconds: Number(row['seconds']),
		application: String(row['application_name'] ?? ''),
	}));
}
