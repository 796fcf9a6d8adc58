import type { Session } from '../session.ts';
import { withPinnedSettings } from './with-pinned-settings.ts';

/**
 * Works off the tasks on all sessions at once, each session taking the next task when it is free, in the order given.
 * The first failure stops the others after the task they are in; it is thrown only when no session is busy any more,
 * so that the caller may end the transactions.
 * @throws CutterError WRONG_STATE when a session has no open transaction
 */
export async function shareOut<Task>(
	tasks: readonly Task[],
	sessions: readonly Session[],
	work: (session: Session, task: Task) => Promise<void>,
): Promise<void> {
	const queue = tasks.values();
	let failed = false;
	const workOff = async (session: Session) => {
		for (const task of queue) {
			if (failed) return;
			await work(session, task);
		}
	};
	const outcomes = await Promise.allSettled(
		sessions.map((session) =>
			withPinnedSettings(session, () => workOff(session)).catch((error: unknown) => {
				failed = true;
				throw error;
			}),
		),
	);
	for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
