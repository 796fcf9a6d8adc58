import { z } from 'zod';
import type { Session } from '../session.ts';

/** The server's process that serves this session. */
export async function readBackendPid(session: Session): Promise<number> {
	const { rows } = await session.query('SELECT pg_catalog.pg_backend_pid() AS pid');
	return z.int().parse(rows[0]?.['pid']);
}
