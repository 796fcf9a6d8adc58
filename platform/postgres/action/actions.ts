import { z } from 'zod';
import { type ActionView, actionView, type RunAction } from '../../../contract/runs.ts';
import type { Session } from '../session.ts';

const rfc3339 = (column: string) =>
	`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ${column}`;
const columns = `id, run, action, state, requested_by, ${rfc3339('requested_at')}, ${rfc3339('finished_at')}, progress, result, error`;

export interface NewAction {
	readonly id: string;
	readonly run: string;
	readonly action: RunAction;
	readonly requestedBy: string;
	readonly idempotencyKey: string | null;
}

/** @returns false when the run already has an action in progress */
export async function insertAction(session: Session, action: NewAction): Promise<boolean> {
	const { rowCount } = await session.query(
		`INSERT INTO cutter_control.action (id, run, action, state, requested_by, idempotency_key)
		 VALUES ($1, $2, $3, 'queued', $4, $5)
		 ON CONFLICT (run) WHERE state IN ('queued', 'running') DO NOTHING`,
		[action.id, action.run, action.action, action.requestedBy, action.idempotencyKey],
	);
	return rowCount === 1;
}

export async function readAction(session: Session, id: string): Promise<ActionView | null> {
	const { rows } = await session.query(`SELECT ${columns} FROM cutter_control.action WHERE id = $1`, [id]);
	return rows[0] ? actionView.parse(rows[0]) : null;
}

export async function readLatestAction(session: Session, run: string): Promise<ActionView | null> {
	const { rows } = await session.query(
		`SELECT ${columns} FROM cutter_control.action WHERE run = $1 ORDER BY action.requested_at DESC LIMIT 1`,
		[run],
	);
	return rows[0] ? actionView.parse(rows[0]) : null;
}

export async function findActionByKey(session: Session, requestedBy: string, key: string): Promise<ActionView | null> {
	const { rows } = await session.query(
		`SELECT ${columns} FROM cutter_control.action WHERE requested_by = $1 AND idempotency_key = $2`,
		[requestedBy, key],
	);
	return rows[0] ? actionView.parse(rows[0]) : null;
}

/** @returns false when somebody else started or settled it already */
export async function startAction(session: Session, id: string): Promise<boolean> {
	const { rowCount } = await session.query(
		"UPDATE cutter_control.action SET state = 'running', started_at = now() WHERE id = $1 AND state = 'queued'",
		[id],
	);
	return rowCount === 1;
}

export async function saveProgress(
	session: Session,
	id: string,
	progress: NonNullable<ActionView['progress']>,
): Promise<void> {
	await session.query('UPDATE cutter_control.action SET progress = $2::jsonb WHERE id = $1', [
		id,
		JSON.stringify(progress),
	]);
}

export type Settlement =
	| { readonly state: 'done'; readonly result: NonNullable<ActionView['result']> }
	| { readonly state: 'refused' | 'failed'; readonly error: NonNullable<ActionView['error']> };

export async function settleAction(session: Session, id: string, settlement: Settlement): Promise<void> {
	const result = settlement.state === 'done' ? JSON.stringify(settlement.result) : null;
	const error = settlement.state === 'done' ? null : JSON.stringify(settlement.error);
	await session.query(
		`UPDATE cutter_control.action SET state = $2, finished_at = now(), result = $3::jsonb, error = $4::jsonb
		 WHERE id = $1 AND state IN ('queued', 'running')`,
		[id, settlement.state, result, error],
	);
}

/** Actions in progress for longer than it takes to hand a new one to the queue. */
export async function listUnsettledActions(
	session: Session,
): Promise<{ id: string; run: string; requestedBy: string }[]> {
	const { rows } = await session.query(
		"SELECT id::text, run::text, requested_by FROM cutter_control.action WHERE state IN ('queued', 'running') AND requested_at < now() - interval '10 seconds'",
	);
	return z
		.array(z.object({ id: z.string(), run: z.string(), requested_by: z.string() }))
		.parse(rows)
		.map(({ id, run, requested_by }) => ({ id, run, requestedBy: requested_by }));
}
