import type { Session } from '../session.ts';
import type { Signal } from './signal.ts';

/** States in which an entry still waits for somebody. */
const openStates = ['proposed', 'open', 'in_review'];

/** The decision backlog and its history are there and this role may write them. */
export async function canWriteBacklog(session: Session): Promise<boolean> {
	const { rows } = await session.query(
		`SELECT COALESCE(bool_and(c.oid IS NOT NULL AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'INSERT')), false) AS ready
		 FROM unnest(ARRAY['decision_backlog_entry', 'decision_backlog_history']) AS t(name)
		 LEFT JOIN pg_namespace n ON n.nspname = 'cutter_governance'
		 LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.name AND c.relkind = 'r'`,
	);
	return rows[0]?.['ready'] === true;
}

/**
 * Enters a signal into the backlog with the first line of its history, or counts it on the entry that is open for the
 * same fault. Sightings at once wait for each other.
 * @param ids ids for a new entry and its history line
 * @returns the entry, and whether it is new
 */
export async function enterSignal(
	session: Session,
	ids: { readonly entry: string; readonly history: string },
	{ kind, fault, payload }: Signal,
): Promise<{ entry: string; isNew: boolean }> {
	await session.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`dot-iu-cutter signal ${fault}`]);
	const { rows } = await session.query(
		`UPDATE cutter_governance.decision_backlog_entry
		 SET payload = payload || jsonb_build_object('seen', COALESCE((payload->>'seen')::int, 1) + 1, 'last_seen', now())
		 WHERE payload->>'fault' = $1 AND status = ANY ($2) RETURNING entry_id::text`,
		[fault, openStates],
	);
	const known = rows[0]?.['entry_id'];
	if (typeof known === 'string') return { entry: known, isNew: false };
	await insertEntry(session, ids, { kind, fault, payload });
	return { entry: ids.entry, isNew: true };
}

async function insertEntry(
	session: Session,
	ids: { entry: string; history: string },
	{ kind, fault, payload }: Signal,
): Promise<void> {
	await session.query(
		`INSERT INTO cutter_governance.decision_backlog_entry (entry_id, kind, status, payload, emitted_at)
		 VALUES ($1, $2, 'open', $3::jsonb, now())`,
		[ids.entry, kind, JSON.stringify({ ...payload, fault, seen: 1 })],
	);
	await session.query(
		`INSERT INTO cutter_governance.decision_backlog_history
			(history_id, entry_id, entry_version, change_kind, to_status, changed_fields, changed_by, changed_at)
		 VALUES ($1, $2, 1, 'created', 'open', '{}', 'dot-iu-cutter', now())`,
		[ids.history, ids.entry],
	);
}
