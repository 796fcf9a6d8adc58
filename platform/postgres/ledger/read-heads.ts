import type { ChainHead } from '../../../core/evidence/verify-chain.ts';
import type { Session } from '../session.ts';

/** The last record of every chain. */
export async function readLedgerHeads(session: Session): Promise<ChainHead[]> {
	const { rows } = await session.query(
		'SELECT DISTINCT ON (chain) chain, seq::int AS seq, hash FROM cutter_control.evidence ORDER BY chain, seq DESC',
	);
	return rows.map((row) => ({ chain: String(row['chain']), seq: Number(row['seq']), hash: String(row['hash']) }));
}

/** Whether the ledger still holds every anchored head; what came after them is normal. */
export async function holdsHeads(session: Session, anchored: readonly ChainHead[]): Promise<boolean> {
	const { rows } = await session.query(
		`SELECT count(*)::int AS held FROM cutter_control.evidence e
		 JOIN jsonb_to_recordset($1::jsonb) AS a(chain text, seq bigint, hash text)
		   ON (a.chain, a.seq, a.hash) = (e.chain, e.seq, e.hash)`,
		[JSON.stringify(anchored)],
	);
	return Number(rows[0]?.['held']) === anchored.length;
}
