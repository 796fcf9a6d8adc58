import type { Session } from '../session.ts';

/**
 * Bounds that a server, a database or a role may set, and that would end a session which waits for a dump to finish.
 * Not every version knows each of them.
 */
const bounds = [
	'statement_timeout',
	'idle_in_transaction_session_timeout',
	'idle_session_timeout',
	'transaction_timeout',
];

/** Lifts them for this session, or for its transaction only. No snapshot may be needed yet when it lifts them for good. */
export async function outlastTimeouts(session: Session, scope: 'session' | 'transaction'): Promise<void> {
	await session.query(
		'SELECT pg_catalog.set_config(name, $2, $3) FROM pg_catalog.pg_settings WHERE name = ANY ($1::pg_catalog.text[])',
		[bounds, '0', scope === 'transaction'],
	);
}
