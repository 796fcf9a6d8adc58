import { foldRun } from '../../core/run/fold-run.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { listRuns } from '../../platform/postgres/run/runs.ts';
import type { Session } from '../../platform/postgres/session.ts';

/** Whether each required plan has a completed run here; the ledger says so, not the schema. */
export async function readRequiredPlans(
	session: Session,
	plans: readonly string[],
): Promise<{ plan: string; completed: boolean }[]> {
	const required: { plan: string; completed: boolean }[] = [];
	for (const plan of plans) required.push({ plan, completed: await isCompleted(session, plan) });
	return required;
}

async function isCompleted(session: Session, plan: string): Promise<boolean> {
	for (const run of await listRuns(session, { plan })) {
		if (foldRun(await readEvidence(session, run.id)).phase === 'completed') return true;
	}
	return false;
}
