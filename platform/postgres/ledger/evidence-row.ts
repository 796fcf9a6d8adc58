import { type EvidenceRecord, evidenceRecord } from '../../../contract/evidence.ts';

/** Columns in the one textual form that is hashed. */
export const evidenceColumns = `chain, seq::int AS seq, kind, actor, body, prev, hash,
	to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS recorded_at`;

export function parseEvidenceRow(row: Record<string, unknown>): EvidenceRecord {
	return evidenceRecord.parse(row);
}
