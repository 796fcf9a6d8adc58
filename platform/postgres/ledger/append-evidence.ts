import { type EvidenceKind, type EvidenceRecord, installationChain } from '../../../contract/evidence.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { hashEvidence } from '../../../core/evidence/hash-evidence.ts';
import type { Session } from '../session.ts';

export interface NewEvidence {
	/** A run's id, or `installation`. */
	readonly chain: string;
	readonly kind: EvidenceKind;
	readonly actor: string;
	readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Appends to a chain inside the caller's transaction; the chain's head stays locked until it ends.
 * @throws CutterError NOT_FOUND when the chain has no owner (no such run, or no installation)
 */
export async function appendEvidence(session: Session, entry: NewEvidence): Promise<EvidenceRecord> {
	await lockChain(session, entry.chain);
	const head = await readHead(session, entry.chain);
	// Through JSON once, so that what is hashed is exactly what jsonb will give back.
	const body = JSON.parse(JSON.stringify(entry.body)) as Record<string, unknown>;
	const unsigned = { ...entry, body, seq: head.seq + 1, prev: head.hash, recorded_at: head.now };
	const record: EvidenceRecord = { ...unsigned, hash: hashEvidence(unsigned) };
	await session.query(
		`INSERT INTO cutter_control.evidence (chain, seq, kind, recorded_at, actor, body, prev, hash)
		 VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)`,
		[
			record.chain,
			record.seq,
			record.kind,
			record.recorded_at,
			record.actor,
			JSON.stringify(body),
			record.prev,
			record.hash,
		],
	);
	return record;
}

/** Locks a chain until the transaction ends: what is read of it then stays its end. */
export async function lockChain(session: Session, chain: string): Promise<void> {
	const locked =
		chain === installationChain
			? await session.query('SELECT 1 FROM cutter_control.installation FOR UPDATE')
			: await session.query('SELECT 1 FROM cutter_control.run WHERE id = $1 FOR UPDATE', [chain]);
	if (locked.rows.length === 0) throw new CutterError('NOT_FOUND', `No evidence chain ${chain}: no such run.`);
}

async function readHead(session: Session, chain: string): Promise<{ seq: number; hash: string; now: string }> {
	const { rows } = await session.query(
		`SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS now,
			(SELECT seq::int FROM cutter_control.evidence WHERE chain = $1 ORDER BY seq DESC LIMIT 1) AS seq,
			(SELECT hash FROM cutter_control.evidence WHERE chain = $1 ORDER BY seq DESC LIMIT 1) AS hash`,
		[chain],
	);
	const row = rows[0] ?? {};
	return { seq: Number(row['seq'] ?? 0), hash: String(row['hash'] ?? ''), now: String(row['now']) };
}
