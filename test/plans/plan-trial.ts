import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type pg from 'pg';
import { vi } from 'vitest';
import type { CheckResult } from '../../contract/outcomes.ts';
import { type FrozenCheck, isQueryCheck } from '../../core/check/frozen-check.ts';
import type { FrozenPlan, FrozenStep } from '../../core/plan/frozen-plan.ts';
import type { Statement } from '../../core/sql/parse-sql.ts';
import { loadPlanById } from '../../platform/plans/load-plans.ts';
import { executeStatement } from '../../platform/postgres/subject/execute-statement.ts';
import { runCheck } from '../../platform/postgres/subject/run-check.ts';
import { createDemoDatabase } from '../../scripts/demo/database/create-demo-database.ts';
import type { DemoVariant } from '../../scripts/demo/database/create-tac-tables.ts';
import type { TestCluster } from '../support/postgres.ts';

// A database of 236 tables is made and dumped many times here.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

export const plansDir = fileURLToPath(new URL('../../plans', import.meta.url));

/** The role that owns the subject and migrates: no superuser. */
export const keeper = 'keeper';

export function loadBuiltIn(id: string): Promise<FrozenPlan> {
	return loadPlanById([plansDir], id);
}

/** Makes the demo database as a template that `copyDemo` copies in an instant. */
export async function prepareDemo(cluster: TestCluster, variant: DemoVariant): Promise<void> {
	const admin = await cluster.connect('postgres');
	await admin.query(
		`DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${keeper}') THEN CREATE ROLE ${keeper}; END IF; END $$`,
	);
	await admin.end();
	const client = await cluster.connect(await cluster.createDatabase(`demo-${variant}`));
	await createDemoDatabase(client, { variant, ownerRole: keeper });
	await client.end();
}

/** A check, the damage that it has to see in words, and in SQL. */
export type Damage = readonly [id: string, what: string, sql: string];

/** All queries that a plan asks, in preflight, steps and verification; the rest is measured by the product. */
export function queriesOf({ preflight, steps, verify }: FrozenPlan): FrozenCheck[] {
	const inSteps = steps.flatMap(({ satisfied_when, validate }) => [
		...(satisfied_when ? [satisfied_when] : []),
		...validate,
	]);
	return [...preflight, ...inSteps, ...verify].filter(isQueryCheck);
}

export interface DemoCopy {
	readonly url: string;
	/** Connected as the role that migrates. */
	readonly client: pg.Client;
}

export function copyDemo(cluster: TestCluster, name: string, variant: DemoVariant): Promise<DemoCopy> {
	return copyDatabase(cluster, name, `demo-${variant}`);
}

/** A fresh copy of a database that nobody is connected to. */
export async function copyDatabase(cluster: TestCluster, name: string, template: string): Promise<DemoCopy> {
	const url = await cluster.createDatabase(name, { template, owner: keeper });
	const client = await cluster.connect(url);
	await client.query(`SET ROLE ${keeper}`);
	return { url, client };
}

/** One transaction, as the runner has it; whatever fails rolls it back. */
export async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
	await client.query('BEGIN');
	try {
		const result = await work();
		await client.query('COMMIT');
		return result;
	} catch (error) {
		await client.query('ROLLBACK');
		throw error;
	}
}

/** Work of which nothing stays. */
export async function andUndo<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
	await client.query('BEGIN');
	try {
		return await work();
	} finally {
		await client.query('ROLLBACK');
	}
}

export async function execute(client: pg.Client, statements: readonly Statement[]): Promise<void> {
	for (const { text } of statements) await executeStatement(client, text);
}

export async function undo(client: pg.Client, steps: readonly FrozenStep[]): Promise<void> {
	for (const step of steps.toReversed()) await execute(client, step.undo);
}

/** What the queries among the checks said that do not pass: an empty list when all do. */
export async function findUnmet(client: pg.Client, checks: readonly FrozenCheck[]): Promise<CheckResult[]> {
	const results: CheckResult[] = [];
	for (const check of checks.filter(isQueryCheck)) results.push(await runCheck(client, check, 'migration'));
	return results.filter(({ outcome }) => outcome !== 'pass');
}

const run = promisify(execFile);

/** The schema as pg_dump writes it, without the token that it invents anew each time. */
export async function dumpSchema(cluster: TestCluster, url: string): Promise<string> {
	const { stdout } = await run(`${cluster.binDir}/pg_dump`, ['--schema-only', `--dbname=${url}`], {
		maxBuffer: 64 * 2 ** 20,
	});
	return stdout.replaceAll(/^\\(un)?restrict .*$/gm, '');
}

/** Count and digest over all rows of each table, columns of these names left out. */
export async function digestTables(
	client: pg.Client,
	tables: readonly string[],
	leaveOut: readonly string[] = [],
): Promise<unknown[]> {
	const digests: unknown[] = [];
	for (const table of tables) {
		const { rows } = await client.query(
			`SELECT '${table}' AS "table", count(*)::int AS rows, md5(string_agg(row, '' ORDER BY row)) AS digest
			 FROM (SELECT (to_jsonb(t) - $1::text[])::text AS row FROM ${table} t) q`,
			[leaveOut],
		);
		digests.push(rows[0]);
	}
	return digests;
}
