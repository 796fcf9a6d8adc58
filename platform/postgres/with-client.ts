import pg from 'pg';
import type { ConnectionTarget } from './connection-target.ts';
import type { Session } from './session.ts';

/** One dedicated connection for the time of `work`. `name` shows in pg_stat_activity. */
export async function withClient<Result>(
	target: ConnectionTarget,
	name: string,
	work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
	const client = new pg.Client({ ...target, application_name: name, keepAlive: true });
	// A connection lost between two statements must not end the process: the next statement reports it.
	client.on('error', () => undefined);
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end().catch(() => undefined);
	}
}

/** A pooled connection for the time of `work`. */
export async function withPooled<Result>(pool: pg.Pool, work: (session: Session) => Promise<Result>): Promise<Result> {
	const client = await pool.connect();
	try {
		return await work(client);
	} finally {
		client.release();
	}
}
