import type { CheckResult } from '../../contract/outcomes.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { describeDelta } from '../../core/snapshot/describe-delta.ts';
import { diffSchemas } from '../../core/snapshot/diff-schemas.ts';
import { isAdditionsOnly } from '../../core/snapshot/is-additions-only.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import { parseSnapshot } from '../../core/snapshot/parse-snapshot.ts';
import { getArtifact } from '../../platform/artifacts/artifact-store.ts';
import { readSchemaSnapshot } from '../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { cite, record } from '../ledger/record.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import { addedColumns, measureFrozen } from '../migration/measure-effects.ts';
import { runChecks, worst } from '../preflight/check-preflight.ts';
import type { ActionContext, ActionResult } from '../run/action-context.ts';
import { type RunContext, readRunContext } from '../run/read-run-context.ts';

/** After the commit, read-only: V-checks, additions only, frozen tables, side effects, and the ledger itself. */
export async function verify(context: ActionContext): Promise<ActionResult> {
	const { site, client, runId, actor } = context;
	const run = await readRunContext(site, client, runId);
	if (run.position.phase !== 'committed' && run.position.phase !== 'completed') {
		throw new CutterError('WRONG_STATE', `A run that is ${run.position.phase} has nothing to verify.`);
	}
	const { delta, lines, additionsOnly, check } = await checkAdditions(context, run);
	const checks = [
		...(await runChecks(site, client, run.plan.file.verify)),
		await checkFrozen(context, run, addedColumns(delta)),
		checkEffects(run),
		await checkLedger(context),
		check,
	];
	const outcome = worst(checks);
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
	const message =
		wrong.length === 0
			? `${checks.length} checks passed.`
			: wrong.map((entry) => `${entry.id}: ${entry.message}`).join('; ');
	return { outcome, message, evidence: [cite(completed)] };
}

/** What changed between the last backup before the migration and now. */
async function checkAdditions({ site }: ActionContext, { plan, position }: RunContext) {
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
	const check = builtIn(
		'additions-only',
		'The schema only gained',
		kept ? 'pass' : 'fail',
		kept ? found : `${found}: ${lines.filter((line) => !line.startsWith('+')).join('; ')}`,
		'directus',
	);
	return { delta, lines, additionsOnly, check };
}

async function checkFrozen(
	{ client }: ActionContext,
	{ plan, position }: RunContext,
	added: readonly string[],
): Promise<CheckResult> {
	const recorded = position.committed.at(0)?.body.frozen ?? [];
	const now = await withReadOnly(client, () => measureFrozen(client, plan, added));
	const wrong = now
		.filter(({ table, sha256 }) => recorded.find((entry) => entry.table === table)?.sha256 !== sha256)
		.map(({ table }) => table);
	if (wrong.length === 0)
		return builtIn(
			'frozen',
			'Frozen tables are unchanged',
			'pass',
			`${now.length} tables equal in content`,
			'migration',
		);
	return builtIn('frozen', 'Frozen tables are unchanged', 'fail', `content differs: ${wrong.join(', ')}`, 'migration');
}

/** Measured inside the migration's transaction, before and after its SQL. */
function checkEffects({ position }: RunContext): CheckResult {
	const effects = position.committed.flatMap(({ body }) => body.side_effects);
	const told = effects.map(
		({ column, rows_changed, rows_expected, before, after }) =>
			`${column}: ${rows_changed} of ${rows_expected} rows, distinct ${before.distinct} → ${after.distinct}`,
	);
	const wrong = effects.some(({ rows_changed, rows_expected }) => rows_changed !== rows_expected);
	return builtIn(
		'side-effects',
		'Side effects are as declared',
		wrong ? 'fail' : 'pass',
		told.join('; ') || 'none declared',
		'migration',
	);
}

async function checkLedger({ site }: ActionContext): Promise<CheckResult> {
	const { outcome, records, faults } = await verifyLedger(site);
	return builtIn(
		'ledger',
		'The evidence ledger verifies',
		outcome,
		faults.map(({ message }) => message).join('; ') || `${records} records`,
		'migration',
	);
}

function builtIn(
	id: string,
	title: string,
	outcome: CheckResult['outcome'],
	message: string,
	connection: CheckResult['connection'],
): CheckResult {
	return { id, title, outcome, message, connection };
}
