import { randomInt } from 'node:crypto';
import type { Session } from '../session.ts';

/** Lets one connection take a random lock and the other look for it: only one and the same server shows it. */
export async function proveSameServer(one: Session, other: Session): Promise<boolean> {
	const key = randomInt(1, 2 ** 31 - 1);
	const mark = randomInt(1, 2 ** 31 - 1);
	await one.query('SELECT pg_advisory_lock($1, $2)', [key, mark]);
	try {
		const { rows } = await other.query(
			"SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = $1::oid AND objid = $2::oid",
			[key, mark],
		);
		return rows.length === 1;
	} finally {
		await one.query('SELECT pg_advisory_unlock($1, $2)', [key, mark]);
	}
}
