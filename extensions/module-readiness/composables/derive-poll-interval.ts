import type { ActionView, RunView } from '../../../contract/runs.ts';

const busyMilliseconds = 2_000;
const idleMilliseconds = 10_000;

/** Is an action still to end? Everything else waits for it. */
export function isUnderWay(action: ActionView | null): action is ActionView {
	return action !== null && (action.state === 'queued' || action.state === 'running');
}

/** Often while something can change at any moment: an action, a sign-off that lets a Flow migrate, a verification. */
export function derivePollInterval(run: RunView | null): number {
	if (run === null) return idleMilliseconds;
	if (isUnderWay(run.action)) return busyMilliseconds;
	const moving = run.condition === 'active' && (run.phase === 'approved' || run.phase === 'committed');
	return moving ? busyMilliseconds : idleMilliseconds;
}
