import { z } from 'zod';
import type { Session } from '../session.ts';

const exported = z.object({ id: z.string().regex(/^[0-9A-F-]+$/), lsn: z.string(), taken_at: z.string() });

/** A moment of the database that other sessions can see the same. */
export interface ExportedSnapshot {
	/** Valid while the transaction that exported it stays open. */
	readonly id: string;
	/** End of the write-ahead log right after the snapshot was taken. */
	readonly lsn: string;
	/** RFC 3339 UTC, by the server's clock. */
	readonly taken_at: string;
}

export const beginReading = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

/** Takes the snapshot of this transaction, which has none yet, and exports it. */
export async function exportSnapshot(session: Session): Promise<ExportedSnapshot> {
	const { rows } = await session.query(
		`SELECT pg_export_snapshot() AS id, pg_current_wal_lsn()::text AS lsn,
			to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS taken_at`,
	);
	return exported.parse(rows[0]);
}

/** Makes this transaction see it. The transaction may hold locks already, but has read nothing yet. */
export async function importSnapshot(session: Session, { id }: Pick<ExportedSnapshot, 'id'>): Promise<void> {
	if (!/^[0-9A-F-]+$/.test(id)) throw new TypeError('not an exported snapshot');
	await session.query(`SET TRANSACTION SNAPSHOT '${id}'`);
}
