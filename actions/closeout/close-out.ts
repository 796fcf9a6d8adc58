import type { CloseoutReport } from '../../contract/closeout-report.ts';
import { describeSchemas, describeTables } from '../../core/closeout/compare-tables.ts';
import { describeClosed } from '../../core/closeout/describe-closed.ts';
import { deriveExpectation, type Expectation } from '../../core/closeout/expectation.ts';
import { type CloseoutFacts, judgeCloseout } from '../../core/closeout/judge-closeout.ts';
import { subtractCounters } from '../../core/closeout/subtract-counters.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { type BackupTaken, backupTaken } from '../../core/evidence/bodies.ts';
import type { FrozenPlan } from '../../core/plan/frozen-plan.ts';
import { putArtifact } from '../../platform/artifacts/artifact-store.ts';
import { recordedArchive } from '../../platform/artifacts/backup-folder.ts';
import { loadPlanById } from '../../platform/plans/load-plans.ts';
import { digestArchive } from '../../platform/postgres/backup/digest-archive.ts';
import { readInstallation } from '../../platform/postgres/installation/read-installation.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import type { Site } from '../../platform/site.ts';
import { recordRemoval } from '../backup/restore-backup.ts';
import { takeBackup } from '../backup/take-backup.ts';
import { type TestedClone, withRestoredClone } from '../backup/with-restored-clone.ts';
import { cite, record } from '../ledger/record.ts';
import { planDirs } from '../plan/list-plans.ts';
import type { ActionContext, ActionResult } from '../run/action-context.ts';
import { type RunContext, readRunContext } from '../run/read-run-context.ts';
import { findTablesInClone } from './find-tables-in-clone.ts';
import { observeProduction } from './observe-production.ts';

/**
 * Closes a completed run: a fresh backup, proven to hold what the plan says by its table of contents and by a restored
 * copy; the copy torn down; production shown to be the server it was; the archive digested once more. The run's phase
 * stays what it is, whatever comes out.
 */
export async function closeOut(context: ActionContext): Promise<ActionResult> {
	const { site, client, runId } = context;
	const run = await readRunContext(site, client, runId);
	assertCompleted(run);
	const expectation = deriveExpectation(run.plan, await loadRequired(site, run.plan));
	const before = await observeProduction(context, expectation);
	const backup = await takeFreshBackup(context);
	const copy = await examineCopy(context, run, backup.body, expectation);
	const sha256_at_end = await digestAgain(site, runId, backup.body);
	const after = await observeProduction(context, expectation);
	const { sha256, size_bytes, file, taken_at } = backup.body;
	return recordCloseout(context, {
		...(await describeRun(context, run)),
		started_at: before.state.read_at,
		finished_at: after.state.read_at,
		backup: { evidence: backup.cite, file, sha256, size_bytes, taken_at, entries: copy.entries, sha256_at_end },
		restore: copy.restore,
		tables: copy.tables,
		schemas: copy.schemas,
		removal: copy.removal,
		production: {
			before: before.state,
			after: after.state,
			written_by_others: subtractCounters(before.counters, after.counters),
		},
	});
}

function assertCompleted({ position }: RunContext): void {
	if (position.phase === 'completed') return;
	throw new CutterError(
		'WRONG_STATE',
		`A run that is ${position.phase} is not closed out: verify its migration first.`,
	);
}

/** The plans it requires, and those that they require. */
async function loadRequired(site: Site, plan: FrozenPlan): Promise<FrozenPlan[]> {
	const loaded = new Map<string, FrozenPlan>();
	const waiting = [...plan.file.requires];
	for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
		if (loaded.has(id) || id === plan.file.id) continue;
		const required = await loadPlanById(planDirs(site), id);
		loaded.set(id, required);
		waiting.push(...required.file.requires);
	}
	return [...loaded.values()];
}

async function takeFreshBackup(context: ActionContext): Promise<{ readonly body: BackupTaken; readonly cite: string }> {
	context.report({ step: 'closeout', fraction: 0.1, detail: 'fresh backup' });
	const { evidence } = await takeBackup(context);
	const chain = await readEvidence(context.client, context.runId);
	const taken = chain.findLast((entry) => entry.kind === 'backup.taken' && evidence.includes(cite(entry)));
	if (!taken) throw new CutterError('OUTCOME_UNKNOWN', 'A backup was taken, but its record cannot be read back.');
	return { body: backupTaken.parse(taken.body), cite: cite(taken) };
}

async function examineCopy(context: ActionContext, run: RunContext, backup: BackupTaken, expectation: Expectation) {
	const { site, runId, actor } = context;
	const request = { backup, purpose: 'restore-test', login: [] } as const;
	const { value, removal } = await withRestoredClone(context, run, request, async (tested) => {
		const { verdict } = tested;
		const recorded = await record(site, { chain: runId, kind: 'restore.tested', actor, body: { ...verdict } });
		const found = await findTablesInClone(tested, expectation);
		return {
			entries: tested.entries.length,
			restore: describeRestore(tested, cite(recorded)),
			tables: describeTables(expectation, found),
			schemas: describeSchemas(expectation, found),
		};
	});
	const [evidence = null] = await recordRemoval(context, removal);
	return { ...value, removal: { evidence, gone: removal?.gone ?? {}, roles: [...(removal?.roles ?? [])] } };
}

function describeRestore({ clone, verdict }: TestedClone, evidence: string): CloseoutReport['restore'] {
	const { outcome, reasons, tables_compared, compared, exceptions = [], seconds } = verdict;
	return {
		evidence,
		outcome,
		reasons,
		kind: clone.kind,
		place: clone.place,
		system_identifier: clone.server.system_identifier,
		outbound_isolated: clone.outbound_isolated,
		tables_compared,
		rows_compared: compared?.['rows'] ?? 0,
		exceptions,
		seconds,
	};
}

async function digestAgain(site: Site, runId: string, backup: BackupTaken): Promise<string | null> {
	const { file } = recordedArchive(site.artifactsDir, runId, backup);
	return digestArchive(file).then(
		({ sha256 }) => sha256,
		() => null,
	);
}

async function describeRun({ site, client }: ActionContext, { run, plan }: RunContext) {
	const { id, title, version } = plan.file;
	return {
		format: 'closeout-v1' as const,
		run: run.id,
		plan: { id, title, version, digest: run.plan_digest },
		environment: { id: run.environment, label: (await readInstallation(client))?.label ?? run.environment },
		tool_revision: site.toolRevision,
	};
}

async function recordCloseout({ site, runId, actor }: ActionContext, facts: CloseoutFacts): Promise<ActionResult> {
	const judgement = judgeCloseout(facts);
	const artifact = await putArtifact(site.artifactsDir, { ...facts, ...judgement } satisfies CloseoutReport);
	const { backup, restore, tables, removal, production } = facts;
	const completed = await record(site, {
		chain: runId,
		kind: 'closeout.completed',
		actor,
		body: {
			...judgement,
			artifact,
			backup: backup.sha256,
			sha256_at_end: backup.sha256_at_end,
			tables: tables.length,
			rows: tables.reduce((sum, { count }) => sum + (count ?? 0), 0),
			production,
			tool_revision: site.toolRevision,
		},
	});
	const evidence = [
		backup.evidence,
		restore.evidence,
		...(removal.evidence ? [removal.evidence] : []),
		cite(completed),
	];
	const message = judgement.outcome === 'pass' ? describeClosed(tables.length) : judgement.reasons.join('; ');
	return { outcome: judgement.outcome, message, evidence };
}
