import { z } from 'zod';
import { seatId } from '../../../contract/seats.ts';
import { signOffKind, signOffOutcome } from '../../../contract/sign-offs.ts';
import type { Session } from '../session.ts';

const signOffRow = z.object({
	id: z.string(),
	run: z.string(),
	kind: signOffKind,
	digest: z.string(),
	outcome: signOffOutcome,
	notes: z
		.string()
		.nullable()
		.transform((notes) => notes ?? ''),
	signer: z.string(),
	seats: z.array(seatId),
	signed_at: z.string(),
	expires_at: z.string(),
});
/** One item of `cutter_approvals`, the only store of sign-offs. */
export type SignOffRow = z.infer<typeof signOffRow>;

const rfc3339 = (column: string) =>
	`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ${column}`;
const select = `SELECT id::text, run::text, kind, digest, outcome, notes, signer::text, seats::jsonb AS seats,
	${rfc3339('signed_at')}, ${rfc3339('expires_at')} FROM public.cutter_approvals`;

/** A run's sign-offs, oldest first. */
export async function readSignOffs(session: Session, run: string): Promise<SignOffRow[]> {
	const { rows } = await session.query(`${select} WHERE run = $1 ORDER BY cutter_approvals.signed_at, id`, [run]);
	return rows.map((row) => signOffRow.parse(row));
}

export async function readSignOff(session: Session, id: string): Promise<SignOffRow | null> {
	const { rows } = await session.query(`${select} WHERE id = $1`, [id]);
	return rows[0] ? signOffRow.parse(rows[0]) : null;
}
