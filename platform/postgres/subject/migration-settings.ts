import type { MigrationBounds } from '../../../core/migration/derive-bounds.ts';
import { judgingSettings } from '../../../core/migration/judging-settings.ts';
import type { Session } from '../session.ts';

/** Settings of a migration's transaction; they end with it. */
export async function setMigrationBounds(session: Session, bounds: MigrationBounds): Promise<void> {
	await session.query(
		`SELECT set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true),
			set_config('idle_in_transaction_session_timeout', $2, true),
			set_config('search_path', 'public', true), set_config('timezone', 'UTC', true)`,
		[`${bounds.lock_timeout_ms}ms`, `${bounds.statement_timeout_ms}ms`],
	);
}

/** What plan SQL must leave as it found it: the transaction, the role, and the settings that judge it. */
export async function readTransactionMarks(session: Session): Promise<string> {
	const { rows } = await session.query(
		`SELECT jsonb_build_object('transaction', pg_current_xact_id()::text, 'role', current_user, 'session', session_user,
			'settings', (SELECT jsonb_object_agg(name, setting) FROM pg_settings WHERE name = ANY ($1)))::text AS marks`,
		[judgingSettings],
	);
	return String(rows[0]?.['marks']);
}

export async function readTransactionId(session: Session): Promise<string> {
	const { rows } = await session.query('SELECT pg_current_xact_id()::text AS id');
	return String(rows[0]?.['id']);
}
