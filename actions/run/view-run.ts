import type { ActionView, RunView } from '../../contract/runs.ts';
import { readLatestAction } from '../../platform/postgres/action/actions.ts';
import type { Session } from '../../platform/postgres/session.ts';
import type { RunContext } from './read-run-context.ts';

export async function viewRun(session: Session, { run, plan, position }: RunContext): Promise<RunView> {
	const action = await readLatestAction(session, run.id);
	const unsettled = position.unsettled && !isUnderWay(action);
	const reason = unsettled ? 'A migration was begun and its end is not on record.' : position.stopped;
	return {
		id: run.id,
		plan: run.plan,
		plan_title: plan.file.title,
		plan_digest: run.plan_digest,
		environment: run.environment,
		requester: run.requester,
		opened_at: run.opened_at,
		phase: position.phase,
		condition: unsettled ? 'interrupted' : position.stopped ? 'stopped' : 'active',
		condition_reason: reason,
		approval_digest: position.rehearsal?.body.approval_digest ?? null,
		steps: viewSteps(plan, position),
		snapshots: viewSnapshots(position),
		action,
	};
}

export function isUnderWay(action: ActionView | null): boolean {
	return action?.state === 'queued' || action?.state === 'running';
}

function viewSnapshots({ snapshots }: RunContext['position']): RunView['snapshots'] {
	return snapshots.map(({ body, digest, cite, taken_at, recorded }) => ({
		digest,
		evidence: cite,
		taken_at,
		schema_digest: body.schema_digest,
		recorded,
	}));
}

function viewSteps(plan: RunContext['plan'], position: RunContext['position']): RunView['steps'] {
	return plan.steps.map(({ id, title, lane }) => {
		const done = position.committed.find(({ body }) => body.step === id)?.body;
		const state = done ? (done.satisfied ? 'satisfied' : 'committed') : 'pending';
		return { id, title, lane, state, milliseconds: done?.milliseconds ?? null };
	});
}
