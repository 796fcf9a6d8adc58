import type { Session } from '../session.ts';
import type { Signal } from './signal.ts';

/** Keeps a signal the backlog cannot take: one record per open fault, counted when seen again. @returns whether it is new */
export async function keepManualRecord(
	session: Session,
	id: string,
	{ kind, fault, payload }: Signal,
): Promise<boolean> {
	const { rows } = await session.query(
		`INSERT INTO cutter_control.manual_record (id, fault, kind, payload) VALUES ($1, $2, $3, $4::jsonb)
		 ON CONFLICT (fault) WHERE imported_as IS NULL
		 DO UPDATE SET seen = manual_record.seen + 1, last_seen = now()
		 RETURNING seen = 1 AS new`,
		[id, fault, kind, JSON.stringify(payload)],
	);
	return rows[0]?.['new'] === true;
}
