import { approvalDigest, rehearsalDigest } from '../../core/approval/approval-digest.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { putArtifact } from '../../platform/artifacts/artifact-store.ts';
import { readInstallation } from '../../platform/postgres/installation/read-installation.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { backupPolicy } from '../facts/gather-facts.ts';
import { cite, record } from '../ledger/record.ts';
import type { ActionContext, ActionResult } from '../run/action-context.ts';
import { type RunContext, readRunContext } from '../run/read-run-context.ts';
import { type Rehearsed, rehearseOnClone } from './rehearse-on-clone.ts';

/**
 * Restores the run's backup into an isolated clone, compares it, and only then rehearses on it: the plan runs, is
 * verified, is rolled back whole, and runs again. What seat holders sign is bound to the result.
 */
export async function rehearse(context: ActionContext): Promise<ActionResult> {
	const { client, site, runId } = context;
	const run = await readRunContext(site, client, runId);
	const backup = assertRehearsable(run);
	const started = performance.now();
	const restored = await restoreBackup(context, run, (clone) => rehearseOnClone(context, run, clone));
	if (!restored.rehearsed) return restored.result;
	const seconds = Math.round((performance.now() - started) / 100) / 10;
	const evidence = await recordRehearsal(context, run, backup, restored.rehearsed, seconds);
	const { reasons } = restored.rehearsed;
	return {
		outcome: restored.rehearsed.outcome,
		message:
			reasons.length === 0
				? 'Ran, was rolled back whole, and ran again on a clone of this database.'
				: reasons.join('; '),
		evidence: [...restored.result.evidence, evidence],
	};
}

function assertRehearsable({ position }: RunContext) {
	if (position.phase !== 'open' && position.phase !== 'rehearsed' && position.phase !== 'approved') {
		throw new CutterError('WRONG_STATE', `A run that is ${position.phase} is not rehearsed any more.`);
	}
	if (position.stopped)
		throw new CutterError('WRONG_STATE', `This run is stopped: ${position.stopped}. Cancel it and open another.`);
	if (!position.backup) throw new CutterError('WRONG_STATE', 'There is no backup to rehearse on: take one first.');
	return position.backup.body;
}

async function recordRehearsal(
	{ client, site, runId, actor }: ActionContext,
	{ run }: RunContext,
	backup: ReturnType<typeof assertRehearsable>,
	{ outcome, reasons, steps, report }: Rehearsed,
	seconds: number,
): Promise<string> {
	const artifact = await putArtifact(site.artifactsDir, report);
	const environment = (await readInstallation(client))?.id ?? '';
	const subject = {
		plan_digest: run.plan_digest,
		environment,
		baseline: backup.schema_digest,
		rehearsal: rehearsalDigest(steps, artifact),
		backup_policy: backupPolicy(site),
	};
	const completed = await record(site, {
		chain: runId,
		kind: 'rehearsal.completed',
		actor,
		body: {
			outcome,
			reasons,
			plan_digest: run.plan_digest,
			backup: backup.sha256,
			baseline: backup.schema_digest,
			steps,
			artifact,
			backup_policy: subject.backup_policy,
			approval_digest: outcome === 'pass' ? approvalDigest(subject) : null,
			seconds,
		},
	});
	return cite(completed);
}
