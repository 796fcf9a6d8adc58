import type { SignalKind } from '../../../contract/drift.ts';
import type { SignOffKind } from '../../../contract/sign-offs.ts';
import type { Session } from '../session.ts';

/** A signal, or a snapshot that the G-2 seat recorded. `fault` names what it is about: open ones are kept once. */
export interface ManualRecord {
	readonly kind: SignalKind | Extract<SignOffKind, 'snapshot_record'>;
	readonly fault: string;
	readonly payload: Readonly<Record<string, unknown>>;
}

/** Keeps what the backlog cannot take: one record per open fault, counted when seen again. @returns whether it is new */
export async function keepManualRecord(
	session: Session,
	id: string,
	{ kind, fault, payload }: ManualRecord,
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
