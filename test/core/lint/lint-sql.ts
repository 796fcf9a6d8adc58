import type { LintReport } from '../../../contract/findings.ts';
import { planFile } from '../../../contract/plan-file.ts';
import { lintPlan } from '../../../core/lint/lint-plan.ts';
import { parseSql } from '../../../core/sql/parse-sql.ts';
import type { Script } from '../../../core/sql/script.ts';
import { unwrapTransaction } from '../../../core/sql/unwrap-transaction.ts';

export interface SqlPlan {
	/** One step each, in `1.sql`, `2.sql`, …; `public` is in scope, and nothing else is promised. */
	readonly steps?: readonly string[];
	/** Of the first step, in `1-back.sql`. */
	readonly rollback?: string;
	/** Fields of plan.yaml beside or instead of the usual ones. */
	readonly plan?: Readonly<Record<string, unknown>>;
}

const zeros = '0'.repeat(64);

/** Lints SQL as the steps of a plan that says as little as it may; `loadSqlParser()` must have been awaited. */
export function lintSql({ steps = [], rollback = '', plan = {} }: SqlPlan): LintReport {
	const paths = steps.map((_, index) => `${index + 1}.sql`);
	const file = planFile.parse({
		id: 'linted',
		version: '1',
		title: 'Linted',
		transaction: 'single',
		lane: 'standard',
		timeouts: { lock_ms: 1000, statement_ms: 1000 },
		scope: { allow: ['public'] },
		sql: [...paths, '1-back.sql'].map((path) => ({ file: path, sha256: zeros })),
		steps: paths.map((path, index) => ({ id: `s${index + 1}`, title: path, file: path, rollback: '1-back.sql' })),
		expect: { additions_only: false },
		approvals: { execution: { seats: ['d32', 'g4'] } },
		...plan,
	});
	const scripts = [
		...steps.map((source, index) => script(`${index + 1}.sql`, 'step', source)),
		script('1-back.sql', 'rollback', rollback),
	];
	return lintPlan({ file, scripts, contract: { tables: {} }, at: (path) => ({ line: 1, column: 1 + path.length }) });
}

function script(path: string, role: Script['role'], source: string): Script {
	return { path, role, source, statements: source === '' ? [] : unwrapTransaction(parseSql(source)) };
}
