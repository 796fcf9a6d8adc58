import { z } from 'zod';
import type { PlaceIndex } from '../../../core/evidence/candidate-places.ts';
import { findInexactNumber } from '../../../core/evidence/find-inexact-number.ts';
import type { LedgerRow, Place } from '../../../core/evidence/ledger-row.ts';
import type { Session } from '../session.ts';

/** Everything as text, to the last digit, or nothing: an owner may have changed what the columns can hold. */
const column = z.string().nullable();
const rawRow = z.object({
	chain: column,
	seq: column,
	kind: column,
	recorded_at: column,
	actor: column,
	body: column,
	prev: column,
	hash: column,
});

/**
 * A chain's rows in order, from `after` on (exclusive), as they are and not as they should be.
 * Years before Christ are told apart, and microseconds shown, although no record has either.
 */
export async function readLedgerRows(session: Session, chain: string, after?: number): Promise<LedgerRow[]> {
	const { rows } = await session.query(
		`SELECT chain::text, seq::text, kind::text, actor::text, body::text, prev::text, hash::text,
			to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"AD') AS recorded_at
		   FROM cutter_control.evidence WHERE chain = $1 AND ($2::bigint IS NULL OR evidence.seq > $2)
		  ORDER BY evidence.seq, evidence.hash`,
		[chain, after ?? null],
	);
	return rows.map((row) => toLedgerRow(rawRow.parse(row)));
}

/** Where every record of the ledger stands, by its hash. */
export async function readPlaceIndex(session: Session): Promise<PlaceIndex> {
	const { rows } = await session.query('SELECT chain, seq::text, hash FROM cutter_control.evidence');
	return new Map(
		rows.map((row): [string, Place] => [String(row['hash']), { chain: String(row['chain']), seq: Number(row['seq']) }]),
	);
}

function toLedgerRow(raw: z.infer<typeof rawRow>): LedgerRow {
	const { chain, kind, actor, prev, hash, recorded_at } = raw;
	const seq = Number(raw.seq);
	const flaw = findFlaw(raw);
	return {
		chain: chain ?? '',
		seq: Number.isSafeInteger(seq) ? seq : Number.MAX_SAFE_INTEGER,
		kind: kind ?? '',
		recorded_at: (recorded_at ?? '').replace(/000ZAD$/, 'Z'),
		actor: actor ?? '',
		body: JSON.parse(raw.body ?? 'null') as unknown,
		prev: prev ?? '',
		hash: hash ?? '',
		...(flaw && { flaw }),
	};
}

function findFlaw(raw: z.infer<typeof rawRow>): string | null {
	const [empty] = Object.entries(raw).filter(([, value]) => value === null);
	if (empty) return `its ${empty[0]} is NULL, or infinite`;
	if (!Number.isSafeInteger(Number(raw.seq))) return `its number is ${raw.seq}`;
	const inexact = findInexactNumber(raw.body ?? '');
	return inexact === null ? null : `its body holds the number ${inexact}, of which digits are lost on reading`;
}
