import type { Session } from './session.ts';

/** The server's clock, in milliseconds: freshness and expiry are judged by it, never by the host's. */
export async function readClock(session: Session): Promise<Date> {
	const { rows } = await session.query('SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::text AS ms');
	return new Date(Number(rows[0]?.['ms']));
}
