import type { ChainHead } from '../../../core/evidence/ledger-row.ts';
import type { Session } from '../session.ts';

/** The last record of every chain. */
export async function readLedgerHeads(session: Session): Promise<ChainHead[]> {
	const { rows } = await session.query(
		`WITH RECURSIVE chains AS (
			(SELECT chain FROM cutter_control.evidence ORDER BY chain LIMIT 1)
			UNION ALL
			(SELECT (SELECT e.chain FROM cutter_control.evidence e WHERE e.chain > c.chain ORDER BY e.chain LIMIT 1)
			   FROM chains c WHERE c.chain IS NOT NULL)
		)
		SELECT c.chain, h.seq::text AS seq, h.hash FROM chains c, LATERAL (
			SELECT seq, hash FROM cutter_control.evidence e WHERE e.chain = c.chain ORDER BY seq DESC LIMIT 1
		) AS h`,
	);
	return rows.map((row) => ({ chain: String(row['chain']), seq: Number(row['seq']), hash: String(row['hash']) }));
}

/** The chains whose anchored head the ledger still holds; what came after it is normal. */
export async function readHeldChains(session: Session, anchored: readonly ChainHead[]): Promise<Set<string>> {
	const { rows } = await session.query(
		`SELECT DISTINCT e.chain FROM cutter_control.evidence e
		 JOIN jsonb_to_recordset($1::jsonb) AS a(chain text, seq bigint, hash text)
		   ON (a.chain, a.seq, a.hash) = (e.chain, e.seq, e.hash)`,
		[JSON.stringify(anchored)],
	);
	return new Set(rows.map((row) => String(row['chain'])));
}

/** Whether the ledger still holds every anchored head. */
export async function holdsHeads(session: Session, anchored: readonly ChainHead[]): Promise<boolean> {
	return (await readHeldChains(session, anchored)).size === anchored.length;
}
