import { z } from 'zod';
import type { Session } from '../session.ts';

const runRow = z.object({
	id: z.string(),
	plan: z.string(),
	plan_digest: z.string(),
	environment: z.string(),
	requester: z.string(),
	opened_at: z.string(),
	epoch: z.int(),
});
/** The immutable header of a run, and its fence. */
export type RunRow = z.infer<typeof runRow>;

const columns = `id, plan, plan_digest, environment, requester, epoch::int AS epoch,
	to_char(opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS opened_at`;

export async function insertRun(session: Session, run: Omit<RunRow, 'epoch' | 'opened_at'>): Promise<void> {
	await session.query(
		'INSERT INTO cutter_control.run (id, plan, plan_digest, environment, requester) VALUES ($1, $2, $3, $4, $5)',
		[run.id, run.plan, run.plan_digest, run.environment, run.requester],
	);
}

export async function readRun(session: Session, id: string): Promise<RunRow | null> {
	const { rows } = await session.query(`SELECT ${columns} FROM cutter_control.run WHERE id = $1`, [id]);
	return rows[0] ? runRow.parse(rows[0]) : null;
}

/** Newest first; `plan` narrows to one plan. */
export async function listRuns(
	session: Session,
	{ plan, limit = 50 }: { plan?: string; limit?: number } = {},
): Promise<RunRow[]> {
	const { rows } = await session.query(
		`SELECT ${columns} FROM cutter_control.run WHERE $1::text IS NULL OR plan = $1 ORDER BY run.opened_at DESC, id LIMIT $2`,
		[plan ?? null, limit],
	);
	return rows.map((row) => runRow.parse(row));
}

/** Takes the run over: whoever still holds an older epoch can no longer commit. @returns the new epoch */
export async function raiseEpoch(session: Session, run: string): Promise<number> {
	const { rows } = await session.query(
		'UPDATE cutter_control.run SET epoch = epoch + 1 WHERE id = $1 RETURNING epoch::int AS epoch',
		[run],
	);
	return z.int().parse(rows[0]?.['epoch']);
}

/** Locks the fence inside a transaction. @returns the epoch as it stands */
export async function lockEpoch(session: Session, run: string): Promise<number> {
	const { rows } = await session.query('SELECT epoch::int AS epoch FROM cutter_control.run WHERE id = $1 FOR UPDATE', [
		run,
	]);
	return z.int().parse(rows[0]?.['epoch']);
}
