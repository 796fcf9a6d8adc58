import { z } from 'zod';
import type { Session } from '../session.ts';

/** A snapshot as the decision backlog tells it. */
export interface SnapshotEntry {
	readonly run: string;
	readonly plan: string;
	/** What was recorded: evidence, digests and artefacts, outcome and notes. */
	readonly snapshot: Readonly<Record<string, unknown>>;
	/** The account that holds the G-2 seat. */
	readonly recorded_by: string;
}

const entryRow = z.object({ entry: z.string(), version: z.int() });

/**
 * Adds a line to the history of the run's entry, which the first snapshot creates. Only for who holds the run's row
 * locked and knows that the snapshot is not recorded yet.
 * @param ids ids for a new entry and for the history line
 */
export async function enterSnapshot(
	session: Session,
	ids: { readonly entry: string; readonly history: string },
	{ run, plan, snapshot, recorded_by }: SnapshotEntry,
): Promise<void> {
	const known = await countSnapshot(session, run);
	if (!known) await insertEntry(session, ids.entry, { run, plan });
	await session.query(
		`INSERT INTO cutter_governance.decision_backlog_history
			(history_id, entry_id, entry_version, change_kind, from_status, to_status, changed_fields, changed_by, changed_at)
		 VALUES ($1, $2, $3, $4, $5, 'resolved', $6::jsonb, $7, now())`,
		[
			ids.history,
			known?.entry ?? ids.entry,
			known?.version ?? 1,
			known ? 'field_updated' : 'created',
			known ? 'resolved' : null,
			JSON.stringify({ snapshot }),
			recorded_by,
		],
	);
}

/** @returns the run's entry with the version that its next history line bears; null before its first snapshot */
async function countSnapshot(session: Session, run: string): Promise<z.infer<typeof entryRow> | null> {
	const { rows } = await session.query(
		`UPDATE cutter_governance.decision_backlog_entry e
		 SET payload = payload || jsonb_build_object('snapshots', (payload->>'snapshots')::int + 1)
		 WHERE payload->>'snapshots_of_run' = $1
		 RETURNING entry_id::text AS entry, (SELECT max(entry_version) + 1 FROM cutter_governance.decision_backlog_history h
			WHERE h.entry_id = e.entry_id) AS version`,
		[run],
	);
	return rows[0] ? entryRow.parse(rows[0]) : null;
}

/** Settled from the start: the entry carries a history, it waits for nobody. */
async function insertEntry(session: Session, id: string, { run, plan }: { run: string; plan: string }): Promise<void> {
	await session.query(
		`INSERT INTO cutter_governance.decision_backlog_entry (entry_id, kind, status, payload, emitted_at)
		 VALUES ($1, 'decision', 'resolved', $2::jsonb, now())`,
		[id, JSON.stringify({ snapshots_of_run: run, plan, snapshots: 1 })],
	);
}
