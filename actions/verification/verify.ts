import { inPlanOrder, type Judgement } from '../../core/check/in-plan-order.ts';
import { worstOutcome } from '../../core/check/worst-outcome.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import type { MigrationCommitted } from '../../core/evidence/bodies.ts';
import { describeDelta } from '../../core/snapshot/describe-delta.ts';
import { diffSchemas } from '../../core/snapshot/diff-schemas.ts';
import { isAdditionsOnly } from '../../core/snapshot/is-additions-only.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import { parseSnapshot } from '../../core/snapshot/parse-snapshot.ts';
import { getArtifact } from '../../platform/artifacts/artifact-store.ts';
import { readSchemaSnapshot } from '../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { runChecks, verifyingQueries } from '../check/run-checks.ts';
import { requireKey } from '../key/require-key.ts';
import { cite, record } from '../ledger/record.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { addedColumns, measureFrozen } from '../migration/measure-effects.ts';
import { completePair, describePair } from '../pair/sign-and-verify.ts';
import type { ActionContext, ActionResult } from '../run/action-context.ts';
import { type RunContext, readRunContext } from '../run/read-run-context.ts';

/** After the commit, read-only: V-checks, additions only, frozen tables, side effects, and the ledger itself. */
export async function verify(context: ActionContext): Promise<ActionResult> {
	const { site, client, runId, actor } = context;
	const run = await readRunContext(site, client, runId);
	if (run.position.phase !== 'committed' && run.position.phase !== 'completed') {
		throw new CutterError('WRONG_STATE', `A run that is ${run.position.phase} has nothing to verify.`);
	}
	// Asked for first: a verification that nobody can sign would have to be repeated.
	await requireKey(site, 'verifier');
	const { delta, lines, additionsOnly, judgement } = await judgeAdditions(context, run);
	const judgements = [
		judgement,
		await judgeFrozen(context, run, addedColumns(delta)),
		...judgeEffects(run),
		await judgeLedger(context),
	];
	const queried = await runChecks(site, client, verifyingQueries(run.plan));
	const checks = inPlanOrder(run.plan.verify, judgements, queried);
	const outcome = worstOutcome(checks);
	const completed = await record(site, {
		chain: runId,
		kind: 'verification.completed',
		actor,
		body: {
			outcome,
			checks,
			delta: lines,
			additions_only: additionsOnly,
			side_effects: run.position.committed.flatMap(({ body }) => body.side_effects),
			tool_revision: site.toolRevision,
		},
	});
	const wrong = checks.filter((entry) => entry.outcome !== 'pass');
	if (wrong.length > 0) {
		const message = wrong.map((entry) => `${entry.id}: ${entry.message}`).join('; ');
		return { outcome, message, evidence: [cite(completed)] };
	}
	const { verdict, evidence } = await completePair(context);
	return {
		outcome: verdict.outcome === 'valid' ? 'pass' : 'fail',
		message: `${checks.length} checks passed. ${describePair(verdict)}`,
		evidence: [cite(completed), ...evidence],
	};
}

/** What changed between the last backup before the migration and now. */
async function judgeAdditions({ site }: ActionContext, { plan, position }: RunContext) {
	const artifact = position.backup?.body.schema_artifact ?? '';
	const before = parseSnapshot(await getArtifact(site.artifactsDir, artifact));
	const after = await site.directus.withSession((session) =>
		withReadOnly(session, () => readSchemaSnapshot(session, { excludeSchemas: [...ownSchemas] })),
	);
	const delta = diffSchemas(before, after);
	const additionsOnly = isAdditionsOnly(delta);
	const lines = describeDelta(delta);
	const kept = additionsOnly || !plan.file.expect.additions_only;
	const found = `added ${delta.added.length}, changed ${delta.changed.length}, removed ${delta.removed.length}`;
	const judgement: Judgement = {
		id: 'additions-only',
		title: 'The schema only gained',
		outcome: kept ? 'pass' : 'fail',
		message: kept ? found : `${found}: ${lines.filter((line) => !line.startsWith('+')).join('; ')}`,
		connection: 'directus',
		answers: ({ kind }) => kind === 'additions_only',
	};
	return { delta, lines, additionsOnly, judgement };
}

async function judgeFrozen(
	{ client }: ActionContext,
	{ plan, position }: RunContext,
	added: readonly string[],
): Promise<Judgement> {
	const recorded = position.committed.at(0)?.body.frozen ?? [];
	const now = await withReadOnly(client, () => measureFrozen(client, plan, added));
	const wrong = now
		.filter(({ table, sha256 }) => recorded.find((entry) => entry.table === table)?.sha256 !== sha256)
		.map(({ table }) => table);
	return {
		id: 'frozen',
		title: 'Frozen tables are unchanged',
		outcome: wrong.length === 0 ? 'pass' : 'fail',
		message: wrong.length === 0 ? `${now.length} tables equal in content` : `content differs: ${wrong.join(', ')}`,
		connection: 'migration',
		answers: ({ kind }) => kind === 'frozen_tables',
	};
}

/** Measured inside the migration's transaction, before and after its SQL; one judgement for each declared column. */
function judgeEffects({ plan, position }: RunContext): Judgement[] {
	const measured = position.committed.flatMap(({ body }) => body.side_effects);
	return plan.file.expect.side_effects.map(({ column }) => {
		const found = measured.find((effect) => effect.column === column);
		return {
			id: `side-effect ${column}`,
			title: `${column} changed in as many rows as declared`,
			...judgeEffect(found),
			connection: 'migration',
			answers: (check) => check.kind === 'side_effect' && check.column === column,
		};
	});
}

type Effect = MigrationCommitted['side_effects'][number];

function judgeEffect(effect: Effect | undefined): Pick<Judgement, 'outcome' | 'message'> {
	if (!effect) return { outcome: 'error', message: 'could not be decided: the ledger holds no measurement' };
	const { rows_changed, rows_expected, before, after } = effect;
	return {
		outcome: rows_changed === rows_expected ? 'pass' : 'fail',
		message: `${rows_changed} of ${rows_expected} rows, distinct ${before.distinct} → ${after.distinct}`,
	};
}

async function judgeLedger({ site }: ActionContext): Promise<Judgement> {
	const { outcome, records, faults } = await verifyLedger(site);
	return {
		id: 'ledger',
		title: 'The evidence ledger verifies',
		outcome,
		message: faults.map(({ message }) => message).join('; ') || `${records} records`,
		connection: 'migration',
		answers: () => false,
	};
}
