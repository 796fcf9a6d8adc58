import type { Session } from '../session.ts';

/** Two keys of the advisory lock space, fixed for good: "cutt" and 3. */
const lockKeys = [0x63757474, 3];

/** One process of the site at a time moves the anchor, until the transaction ends: a slower one would move it back. */
export async function lockAnchor(session: Session): Promise<void> {
	await session.query('SELECT pg_catalog.pg_advisory_xact_lock($1::int, $2::int)', lockKeys);
}
