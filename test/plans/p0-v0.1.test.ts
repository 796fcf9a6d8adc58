import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FrozenCheck, isJudgedCheck } from '../../core/check/frozen-check.ts';
import type { FrozenPlan, FrozenStep } from '../../core/plan/frozen-plan.ts';
import { startTestCluster, type TestCluster } from '../support/postgres.ts';
import { countGovernance, insertChangeSet, insertSignature, insertVerifyResult } from './governance-rows.ts';
import { damageAfter, damageAfterStep5, damageBefore } from './p0-v0.1-damage.ts';
import {
	andUndo,
	copyDemo,
	type DemoCopy,
	digestTables,
	dumpSchema,
	execute,
	findUnmet,
	inTransaction,
	keeper,
	loadBuiltIn,
	prepareDemo,
	queriesOf,
	undo,
} from './plan-trial.ts';

let cluster: TestCluster;
let plan: FrozenPlan;

beforeAll(async () => {
	cluster = await startTestCluster();
	await prepareDemo(cluster, 'with-address');
	await prepareDemo(cluster, 'without-address');
	plan = await loadBuiltIn('p0-v0.1');
});
afterAll(() => cluster.stop());

/** One step in a transaction of its own, as the runner has it; says whether anything was executed. */
function carryOut(client: pg.Client, step: FrozenStep): Promise<boolean> {
	return inTransaction(client, async () => {
		const unmet = step.satisfied_when ? await findUnmet(client, [step.satisfied_when]) : [];
		const needed = step.satisfied_when === null || unmet.length > 0;
		if (needed) await execute(client, step.execute);
		expect(await findUnmet(client, step.validate)).toEqual([]);
		return needed;
	});
}

async function carryOutAll(client: pg.Client): Promise<FrozenStep[]> {
	const executed: FrozenStep[] = [];
	for (const step of plan.steps) if (await carryOut(client, step)) executed.push(step);
	return executed;
}

describe('the plan', () => {
	it('has the six items in the order of their dependencies, the last two HIGH', () => {
		const items = plan.steps.map(({ item, lane }) => `${item} ${lane}`);
		expect(items).toEqual([
			'P0-5 standard',
			'P0-1 standard',
			'P0-2 standard',
			'P0-6 standard',
			'P0-3 high',
			'P0-4 high',
		]);
		expect(plan.file).toMatchObject({ transaction: 'per_step', lane: 'high', requires: [] });
	});

	it('asks two people in three seats, for its rollback as well, and Đ32 before it is tried again', () => {
		const joint = { seats: ['d32', 'g4', 'sovereign'], people: 2 };
		expect(plan.file.approvals).toMatchObject({ execution: joint, rollback: joint, retry: { seats: ['d32'] } });
	});

	it('wants all thirteen items of the register closed and all 26 scenarios passed', () => {
		const numbered = (prefix: string, length: number) =>
			Array.from({ length }, (_, index) => `${prefix}${String(index + 1).padStart(2, '0')}`);
		expect(plan.file.register).toEqual([...numbered('HB-', 9), ...numbered('CTE-', 4)]);
		expect(plan.file.rehearsal.scenarios).toEqual(numbered('S', 26));
	});

	it('undoes one step after the other, last executed first, and says what each loses', () => {
		expect(plan.file.rollback.map(({ id, steps }) => `${id} ${steps.join()}`)).toEqual([
			'R-1 step-6',
			'R-2 step-5',
			'R-3 step-4',
			'R-4 step-3',
			'R-5 step-2',
			'R-6 step-1',
		]);
		expect(plan.file.rollback.filter(({ loses }) => !loses)).toEqual([]);
	});

	it('wants the tables that its contract declares in the closing backup, all empty but the backlog', () => {
		const { tables, counts } = plan.file.closeout;
		expect(new Set(tables)).toEqual(new Set(Object.keys(plan.contract.tables)));
		const empty = tables.filter((table) => !table.includes('decision_backlog'));
		expect(counts).toEqual(empty.map((table) => ({ table, count: 0 })));
	});

	it('says of each check where its expectation comes from, and gives each its own id', () => {
		const { file } = plan;
		const checks = [
			...file.preflight,
			...file.verify,
			...file.steps.flatMap(({ validate, satisfied_when }) => [
				...validate,
				...(satisfied_when ? [satisfied_when] : []),
			]),
		];
		expect(checks.filter(({ source }) => source === undefined)).toEqual([]);
		expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
	});

	it('grants nothing and is fail-fast', () => {
		const kinds = plan.steps.flatMap(({ execute, undo }) => [...execute, ...undo]).map(({ node }) => node.type);
		expect([...new Set(kinds)].sort()).toEqual([
			'AlterTableStmt',
			'CommentStmt',
			'CreateSchemaStmt',
			'CreateStmt',
			'DropStmt',
		]);
		const texts = plan.steps
			.flatMap(({ execute, undo }) => [...execute, ...undo])
			.map(({ text }) => text)
			.join('\n');
		expect(texts).not.toMatch(/IF (NOT )?EXISTS|CASCADE/);
	});
});

describe.each(['with-address', 'without-address'] as const)('on the demo database %s', (variant) => {
	const satisfied = variant === 'with-address' ? ['step-2'] : [];
	const added = variant === 'with-address' ? [] : ['canonical_address'];
	let copy: DemoCopy;

	beforeAll(async () => {
		copy = await copyDemo(cluster, `p0-${variant}`, variant);
	});

	it('passes its preflight', async () => {
		await andUndo(copy.client, async () => expect(await findUnmet(copy.client, plan.preflight)).toEqual([]));
	});

	it('passes validation and verification, and changes no row of a frozen table, a column it adds aside', async () => {
		const { client } = copy;
		const before = await digestTables(client, plan.file.frozen, added);
		const executed = await carryOutAll(client);
		expect(plan.steps.filter((step) => !executed.includes(step)).map(({ id }) => id)).toEqual(satisfied);
		await andUndo(client, async () => expect(await findUnmet(client, plan.verify)).toEqual([]));
		expect(await digestTables(client, plan.file.frozen, added)).toEqual(before);
		await inTransaction(client, () => undo(client, executed));
	});

	it('gives back the schema before each step when that step is undone, and the same end when it is run again', async () => {
		const { client, url } = copy;
		const before: { step: FrozenStep; schema: string }[] = [];
		for (const step of plan.steps) {
			const schema = await dumpSchema(cluster, url);
			if (await carryOut(client, step)) before.push({ step, schema });
		}
		const end = await dumpSchema(cluster, url);
		expect(new Set([...before.map(({ schema }) => schema), end]).size).toBe(before.length + 1);
		for (const { step, schema } of before.toReversed()) {
			await inTransaction(client, () => undo(client, [step]));
			expect(await dumpSchema(cluster, url), step.id).toBe(schema);
		}
		await carryOutAll(client);
		expect(await dumpSchema(cluster, url)).toBe(end);
	});

	it('leaves what the next plan asks of its preflight', async () => {
		const alpha = await loadBuiltIn('phase-alpha-v0.2');
		await andUndo(copy.client, async () => expect(await findUnmet(copy.client, alpha.preflight)).toEqual([]));
	});
});

it('neither takes a column that may be NULL for the one it means, nor goes over it', async () => {
	const { client } = await copyDemo(cluster, 'nullable', 'with-address');
	await client.query('ALTER TABLE public.tac_logical_unit ALTER COLUMN canonical_address DROP NOT NULL');
	await expect(carryOutAll(client)).rejects.toThrow(/column "canonical_address" .* already exists/);
});

describe('what stands afterwards', () => {
	let client: pg.Client;

	beforeAll(async () => {
		({ client } = await copyDemo(cluster, 'afterwards', 'with-address'));
		await carryOutAll(client);
	});

	it('is eleven tables with 155 columns, 19 foreign keys inside the schema and none across, 2 unique, 1 check', async () => {
		expect(await countGovernance(client)).toEqual({
			tables: 11,
			columns: 155,
			primary_keys: 11,
			foreign_keys: 19,
			across: 0,
			uniques: 2,
			checks: 1,
		});
	});

	it('is owned by the role that migrated, and granted to nobody', async () => {
		const { rows } = await client.query(`SELECT DISTINCT pg_get_userbyid(relowner) AS owner, relacl AS granted
			FROM pg_class WHERE relnamespace = 'cutter_governance'::regnamespace`);
		expect(rows).toEqual([{ owner: keeper, granted: null }]);
	});

	it('holds 11 foreign keys among the first five tables, 1 of the manifest, 7 of review and backlog', async () => {
		const first = [
			'decision_backlog_entry',
			'dot_pair_signature',
			'cut_change_set',
			'cut_change_set_affected_row',
			'verify_result',
		];
		const { rows } = await client.query(
			`SELECT CASE WHEN c.relname = ANY ($1) AND r.relname = ANY ($1) THEN 'first five'
				WHEN c.relname LIKE 'manifest%' THEN 'manifest' ELSE 'review and backlog' END AS part, count(*)::int AS keys
			 FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
			 WHERE k.contype = 'f' AND c.relnamespace = 'cutter_governance'::regnamespace GROUP BY 1 ORDER BY 1`,
			[first],
		);
		expect(rows).toEqual([
			{ part: 'first five', keys: 11 },
			{ part: 'manifest', keys: 1 },
			{ part: 'review and backlog', keys: 7 },
		]);
	});

	it('lets the rows of a circle be written in one transaction, and refuses a circle that stays open', async () => {
		const [set, executor, result, verifier, stray] = [
			randomUUID(),
			randomUUID(),
			randomUUID(),
			randomUUID(),
			randomUUID(),
		];
		const changeSet = () => insertChangeSet(client, set, executor);
		await expect(inTransaction(client, changeSet)).rejects.toThrow(/executor_signature_id_fkey/);
		await inTransaction(client, async () => {
			await changeSet();
			await insertSignature(client, { id: executor, changeSet: set, verifyResult: null });
		});
		const rule = await inTransaction(client, async () => {
			const signatures = { executorSignature: executor, verifierSignature: verifier };
			const used = await insertVerifyResult(client, { id: result, changeSet: set, ...signatures });
			await insertSignature(client, { id: verifier, changeSet: null, verifyResult: result });
			return used;
		});
		expect(rule).toBe('canon-md-v0.1.0');
		for (const references of [
			{ changeSet: set, verifyResult: result },
			{ changeSet: null, verifyResult: null },
		]) {
			await expect(insertSignature(client, { id: stray, ...references })).rejects.toThrow(/dot_pair_signature_check/);
		}
	});
});

describe('its checks', () => {
	let client: pg.Client;
	let open: pg.Client;
	let before: pg.Client;

	beforeAll(async () => {
		({ client } = await copyDemo(cluster, 'checks', 'with-address'));
		await carryOutAll(client);
		({ client: open } = await copyDemo(cluster, 'open-circles', 'with-address'));
		for (const step of plan.steps.slice(0, 5)) await carryOut(open, step);
		({ client: before } = await copyDemo(cluster, 'before', 'with-address'));
		await before.query('RESET ROLE');
	});

	it.each(['', 'cutter_governance, public', 'sandbox_tac'])('see the same under search_path "%s"', async (path) => {
		await andUndo(client, async () => {
			await client.query("SELECT set_config('search_path', $1, true)", [path]);
			expect(await findUnmet(client, plan.verify)).toEqual([]);
		});
	});

	it('call it blindness, not absence, when a role may not read the schema', async () => {
		await client.query('RESET ROLE; CREATE ROLE onlooker; GRANT SELECT ON ALL TABLES IN SCHEMA public TO onlooker');
		await andUndo(client, async () => {
			await client.query('SET LOCAL ROLE onlooker');
			const unmet = async (checks: readonly FrozenCheck[]) =>
				(await findUnmet(client, checks)).map(({ id, outcome }) => `${id} ${outcome}`);
			// Definitions are seen by every role, rows are not.
			expect(await unmet(plan.verify)).toEqual(['VP-6 error']);
			expect(await unmet(plan.preflight)).toEqual(['PF-4 fail', 'PF-5 fail']);
		});
		await client.query(`SET ROLE ${keeper}`);
	});

	/** What the check says of a database after `sql`. */
	async function outcomeAfter(subject: pg.Client, id: string, sql: string): Promise<string[]> {
		return andUndo(subject, async () => {
			const check = queriesOf(plan).filter((candidate) => candidate.id === id);
			expect((await findUnmet(subject, check)).map(({ message }) => message)).toEqual([]);
			await subject.query(sql);
			return (await findUnmet(subject, check)).map(({ outcome }) => outcome);
		});
	}

	it.each(damageAfter)('%s fails on %s', async (id, _what, sql) => {
		expect(await outcomeAfter(client, id, sql)).toEqual(['fail']);
	});

	it.each(damageAfterStep5)('%s fails, before step 6, on %s', async (id, _what, sql) => {
		expect(await outcomeAfter(open, id, sql)).toEqual(['fail']);
	});

	it.each(damageBefore)('%s, before the plan, fails on %s', async (id, _what, sql) => {
		expect(await outcomeAfter(before, id, sql)).toEqual(['fail']);
	});

	it('are each damaged by one of these, and the others are what the product measures', () => {
		const damaged = new Set([...damageBefore, ...damageAfter, ...damageAfterStep5].map(([id]) => id));
		expect(damaged).toEqual(new Set(queriesOf(plan).map(({ id }) => id)));
		const measured = [...plan.preflight, ...plan.verify].filter(isJudgedCheck);
		expect(measured.map(({ id, product }) => `${id} ${product.kind}`)).toEqual([
			'PF-1 identity',
			'VP-10 frozen_tables',
			'VP-11 additions_only',
		]);
	});
});
