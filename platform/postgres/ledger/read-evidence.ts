import type { EvidenceRecord } from '../../../contract/evidence.ts';
import type { Session } from '../session.ts';
import { evidenceColumns, parseEvidenceRow } from './evidence-row.ts';

/** A chain in order, from `after` on (exclusive), at most `limit` records. */
export async function readEvidence(
	session: Session,
	chain: string,
	{ after = 0, limit = 10_000 }: { after?: number; limit?: number } = {},
): Promise<EvidenceRecord[]> {
	const { rows } = await session.query(
		`SELECT ${evidenceColumns} FROM cutter_control.evidence WHERE chain = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
		[chain, after, limit],
	);
	return rows.map(parseEvidenceRow);
}

export async function listChains(session: Session): Promise<string[]> {
	const { rows } = await session.query('SELECT DISTINCT chain FROM cutter_control.evidence ORDER BY chain');
	return rows.map((row) => String(row['chain']));
}
