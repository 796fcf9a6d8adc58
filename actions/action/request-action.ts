import { setTimeout as wait } from 'node:timers/promises';
import type { ActionView, RunAction } from '../../contract/runs.ts';
import { assertMayAsk, type Caller } from '../../core/access/caller.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import type { ActionQueue } from '../../platform/jobs/action-queue.ts';
import { findActionByKey, insertAction, readAction, readLatestAction } from '../../platform/postgres/action/actions.ts';
import { readRun } from '../../platform/postgres/run/runs.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';

export interface ActionRequest {
	readonly run: string;
	readonly action: RunAction;
	/** The same key from the same account gives the same action back. */
	readonly idempotencyKey?: string | undefined;
}

/** Asks for one action on a run. The one way in for REST, Flows and the command line. */
export async function requestAction(
	site: Site,
	queue: ActionQueue,
	caller: Caller,
	request: ActionRequest,
): Promise<ActionView> {
	assertMayAsk(caller, request.action);
	const { action, isNew } = await withPooled(site.pool, (session) => insertOrFind(site, session, caller, request));
	if (isNew) await queue.enqueue(action.id, action.action);
	return action;
}

async function insertOrFind(
	site: Site,
	session: Session,
	caller: Caller,
	{ run, action, idempotencyKey }: ActionRequest,
) {
	if (!(await readRun(session, run))) throw new CutterError('NOT_FOUND', `No run ${run}.`);
	const known = idempotencyKey ? await findActionByKey(session, caller.user, idempotencyKey) : null;
	if (known) {
		if (known.run === run && known.action === action) return { action: known, isNew: false };
		throw new CutterError(
			'IDEMPOTENCY_CONFLICT',
			`The key ${idempotencyKey} was used for ${known.action} of run ${known.run}.`,
		);
	}
	const id = site.newId();
	if (
		!(await insertAction(session, {
			id,
			run,
			action,
			requestedBy: caller.user,
			idempotencyKey: idempotencyKey ?? null,
		}))
	) {
		const current = await readLatestAction(session, run);
		throw new CutterError(
			'LOCK_HELD',
			`${current?.action ?? 'An action'} of this run is under way since ${current?.requested_at}. Wait until it ends.`,
			{ action: current?.id },
		);
	}
	const inserted = await readAction(session, id);
	if (!inserted) throw new CutterError('OUTCOME_UNKNOWN', 'The action was stored but cannot be read back.');
	return { action: inserted, isNew: true };
}

/** Waits until an action is settled. @throws CutterError OUTCOME_UNKNOWN when it is not within `boundMs`; it goes on */
export async function awaitAction(site: Site, id: string, boundMs = 30 * 60_000): Promise<ActionView> {
	const deadline = Date.now() + boundMs;
	for (;;) {
		const action = await withPooled(site.pool, (session) => readAction(session, id));
		if (!action) throw new CutterError('NOT_FOUND', `No action ${id}.`);
		if (action.state !== 'queued' && action.state !== 'running') return action;
		if (Date.now() > deadline)
			throw new CutterError(
				'OUTCOME_UNKNOWN',
				`Action ${id} is still under way; follow it with GET /cutter/runs/${action.run}.`,
			);
		await wait(150);
	}
}
