import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isJudgedCheck } from '../../core/check/frozen-check.ts';
import type { FrozenPlan, FrozenStep } from '../../core/plan/frozen-plan.ts';
import { startTestCluster, type TestCluster } from '../support/postgres.ts';
import { countGovernance } from './governance-rows.ts';
import { damageAfter, damageBefore, damageWithin } from './phase-alpha-v0.2-damage.ts';
import {
	andUndo,
	copyDatabase,
	copyDemo,
	type DemoCopy,
	digestTables,
	dumpSchema,
	execute,
	findUnmet,
	inTransaction,
	loadBuiltIn,
	prepareDemo,
	queriesOf,
	undo,
} from './plan-trial.ts';

let cluster: TestCluster;
let plan: FrozenPlan;

beforeAll(async () => {
	cluster = await startTestCluster();
	plan = await loadBuiltIn('phase-alpha-v0.2');
	await prepareDemo(cluster, 'with-address');
	const { client } = await copyDemo(cluster, 'after-p0', 'with-address');
	await carryOutP0(client);
	await client.end();
});
afterAll(() => cluster.stop());

async function carryOutP0(client: pg.Client): Promise<void> {
	const p0 = await loadBuiltIn('p0-v0.1');
	const needed = p0.steps.filter(({ satisfied_when }) => satisfied_when === null);
	for (const step of needed) await inTransaction(client, () => execute(client, step.execute));
}

function copyAfterP0(name: string): Promise<DemoCopy> {
	return copyDatabase(cluster, name, 'after-p0');
}

/** Steps in the caller's transaction, each validated before the next one starts. */
async function carryOut(client: pg.Client, steps: readonly FrozenStep[]): Promise<void> {
	for (const step of steps) {
		await execute(client, step.execute);
		expect(await findUnmet(client, step.validate)).toEqual([]);
	}
}

async function readUpdatedAt(client: pg.Client): Promise<Map<string, string>> {
	const { rows } = await client.query<{ id: string; at: string }>(
		'SELECT id, updated_at::text AS at FROM public.tac_logical_unit',
	);
	return new Map(rows.map(({ id, at }) => [id, at]));
}

const subjects = [
	'public.tac_logical_unit',
	'sandbox_tac.logical_unit',
	'public.tac_unit_version',
	'public.universal_edges',
];

describe('the plan', () => {
	it('executes nine operations in the order d, a, b, c, g, e, f, h, i, each statement of its file in exactly one', () => {
		expect(plan.steps.map(({ id }) => id).join('')).toBe('dabcgefhi');
		expect(plan.steps.flatMap(({ statements }) => statements ?? [])).toEqual([
			1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 12,
		]);
		const kinds = plan.steps.flatMap(({ execute }) => execute).map(({ node }) => node.type.replace('Stmt', ''));
		const alter = 'AlterTable';
		expect(kinds).toEqual([
			alter,
			alter,
			'Update',
			alter,
			alter,
			alter,
			alter,
			'Create',
			'Index',
			'Index',
			'Index',
			'Index',
		]);
	});

	it('requires the governance schema, runs as one transaction, and names eleven governance tables as forbidden', () => {
		expect(plan.file).toMatchObject({ requires: ['p0-v0.1'], transaction: 'single' });
		expect(plan.file.scope.forbid.filter((name) => name.startsWith('cutter_governance.'))).toHaveLength(11);
		expect(plan.file.scope.not).toHaveLength(14);
	});

	it('expects 86 and 76 rows, and 86 moved timestamps that no rollback restores', () => {
		expect(plan.file.expect.counts).toEqual([
			{ table: 'public.tac_logical_unit', count: 86 },
			{ table: 'sandbox_tac.logical_unit', count: 76 },
		]);
		expect(plan.file.expect.side_effects).toMatchObject([
			{ column: 'public.tac_logical_unit.updated_at', key: 'id', rows_changed: 86 },
		]);
		expect(plan.file.not_restorable.map(({ column }) => column)).toEqual(['public.tac_logical_unit.updated_at']);
	});

	it('wants the twelve tables in the closing backup, the eight beside the backlog empty', async () => {
		const { tables, counts } = plan.file.closeout;
		const p0 = await loadBuiltIn('p0-v0.1');
		expect(new Set(tables)).toEqual(
			new Set([...Object.keys(p0.contract.tables), ...Object.keys(plan.contract.tables)]),
		);
		expect(counts).toEqual(
			tables.filter((table) => !table.includes('decision_backlog')).map((table) => ({ table, count: 0 })),
		);
		expect([tables.length, counts.length]).toEqual([12, 8]);
	});

	it('has P-1 to P-10 and V-α-1 to V-α-16, the trailing row, the state probe before and after, and the side effect', () => {
		const numbered = (prefix: string, length: number) => Array.from({ length }, (_, index) => `${prefix}${index + 1}`);
		expect(plan.file.preflight.map(({ id }) => id)).toEqual([...numbered('P-', 10), 'C-04']);
		expect(plan.file.verify.map(({ id }) => id)).toEqual([
			...numbered('V-α-', 16),
			'C-07',
			'C-08',
			'updated-at',
			'frozen',
		]);
		const checks = [
			...plan.file.preflight,
			...plan.file.verify,
			...plan.file.steps.flatMap(({ validate }) => validate),
		];
		expect(checks.filter(({ source }) => source === undefined)).toEqual([]);
		expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
	});

	it('undoes in the order R-1 to R-5, each with what it loses', () => {
		expect(plan.file.rollback.map(({ id, steps }) => `${id} ${steps.join('')}`)).toEqual([
			'R-1 ih',
			'R-2 fe',
			'R-3 g',
			'R-4 cba',
			'R-5 d',
		]);
		expect(plan.file.rollback.filter(({ loses }) => !loses)).toEqual([]);
		expect(plan.file.approvals).toMatchObject({
			rollback: { seats: ['d32', 'g4', 'sovereign'] },
			retry: { seats: ['d32'] },
		});
		const drops = plan.steps.toReversed().flatMap(({ undo }) => undo.map(({ text }) => text.replaceAll(/\s+/g, ' ')));
		expect(drops.filter((text) => /DROP (TABLE|COLUMN)/.test(text))).toEqual([
			'DROP TABLE cutter_governance.canonical_address_alias',
			'ALTER TABLE sandbox_tac.logical_unit DROP COLUMN authority',
			'ALTER TABLE sandbox_tac.logical_unit DROP COLUMN canonical_address_format_version',
			// The backfill's own undo, followed by ADD COLUMN: without it, the step alone could not be undone.
			'ALTER TABLE public.tac_logical_unit DROP COLUMN authority',
			'ALTER TABLE public.tac_logical_unit DROP COLUMN authority',
			'ALTER TABLE public.tac_logical_unit DROP COLUMN canonical_address_format_version',
		]);
	});
});

describe('carried out', () => {
	const ours = ['authority', 'canonical_address_format_version'];
	const sandbox = ['sandbox_tac.logical_unit'];
	let client: pg.Client;
	let before: { updatedAt: Map<string, string>; frozen: unknown[]; sandbox: unknown[]; schema: string };
	let schema: string;

	beforeAll(async () => {
		const copy = await copyAfterP0('carried-out');
		client = copy.client;
		before = {
			updatedAt: await readUpdatedAt(client),
			frozen: await digestTables(client, plan.file.frozen),
			sandbox: await digestTables(client, sandbox),
			schema: await dumpSchema(cluster, copy.url),
		};
		await andUndo(client, async () => expect(await findUnmet(client, plan.preflight)).toEqual([]));
		await inTransaction(client, () => carryOut(client, plan.steps));
		schema = await dumpSchema(cluster, copy.url);
	});

	it('passes its verification', async () => {
		await andUndo(client, async () => expect(await findUnmet(client, plan.verify)).toEqual([]));
	});

	it('changes no row of a frozen table, and of the sandbox only the two columns', async () => {
		expect(await digestTables(client, plan.file.frozen)).toEqual(before.frozen);
		expect(await digestTables(client, sandbox, ours)).toEqual(before.sandbox);
	});

	it('moves updated_at of all 86 units, from three instants to one', async () => {
		const after = await readUpdatedAt(client);
		expect([before.updatedAt.size, new Set(before.updatedAt.values()).size]).toEqual([86, 3]);
		expect([after.size, new Set(after.values()).size]).toEqual([86, 1]);
		expect([...after].filter(([id, at]) => before.updatedAt.get(id) === at)).toEqual([]);
	});

	it('leaves twelve tables with 164 columns and 12 keys, 19 foreign keys, none across, 2 unique and 1 check', async () => {
		expect(await countGovernance(client)).toEqual({
			tables: 12,
			columns: 164,
			primary_keys: 12,
			foreign_keys: 19,
			across: 0,
			uniques: 2,
			checks: 1,
		});
	});

	it('only adds to the schema: no line of the dump before is missing after', () => {
		// The last column of a table gains a comma when another one follows.
		const lines = (dump: string) => dump.split('\n').map((line) => line.replace(/,$/, ''));
		const after = new Set(lines(schema));
		expect(lines(before.schema).filter((line) => !after.has(line))).toEqual([]);
		expect(after.size).toBeGreaterThan(new Set(lines(before.schema)).size);
	});
});

describe('rollback', () => {
	interface State {
		readonly schema: string;
		readonly rows: unknown[];
	}

	let copy: DemoCopy;
	let start: State;

	beforeAll(async () => {
		copy = await copyAfterP0('rollback');
		start = await readState();
	});

	/** Rows are compared without updated_at, which no rollback restores. */
	async function readState(): Promise<State> {
		return {
			schema: await dumpSchema(cluster, copy.url),
			rows: await digestTables(copy.client, subjects, ['updated_at']),
		};
	}

	it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
		'from the first %i steps, made in one transaction, gives back schema and rows',
		async (length) => {
			const prefix = plan.steps.slice(0, length);
			await inTransaction(copy.client, () => carryOut(copy.client, prefix));
			await inTransaction(copy.client, () => undo(copy.client, prefix));
			expect(await readState()).toEqual(start);
		},
	);

	it('of each step alone gives back the schema and the rows before that step; made again, the same end', async () => {
		const before: State[] = [];
		for (const step of plan.steps) {
			before.push(await readState());
			await inTransaction(copy.client, () => carryOut(copy.client, [step]));
		}
		const end = await readState();
		expect(new Set([...before, end].map((state) => JSON.stringify(state))).size).toBe(plan.steps.length + 1);
		for (const step of plan.steps.toReversed()) {
			await inTransaction(copy.client, () => undo(copy.client, [step]));
			expect(await readState(), step.id).toEqual(before.pop());
		}
		await inTransaction(copy.client, () => carryOut(copy.client, plan.steps));
		expect(await readState()).toEqual(end);
	});

	it('does not move updated_at a second time', async () => {
		const moved = await readUpdatedAt(copy.client);
		await inTransaction(copy.client, () => undo(copy.client, plan.steps));
		expect(await readUpdatedAt(copy.client)).toEqual(moved);
	});
});

describe('its checks', () => {
	let before: pg.Client;
	let after: pg.Client;

	beforeAll(async () => {
		({ client: before } = await copyAfterP0('before'));
		({ client: after } = await copyAfterP0('after'));
		await inTransaction(after, () => carryOut(after, plan.steps));
		await before.query('RESET ROLE');
		await after.query('RESET ROLE');
	});

	it.each(['', 'cutter_governance, public', 'sandbox_tac'])('see the same under search_path "%s"', async (path) => {
		await andUndo(after, async () => {
			await after.query("SELECT set_config('search_path', $1, true)", [path]);
			expect(await findUnmet(after, plan.verify)).toEqual([]);
		});
	});

	it('catch revision 1, whose default came before the backfill', async () => {
		await andUndo(before, async () => {
			await execute(before, plan.steps[0]?.execute ?? []);
			await before.query("ALTER TABLE public.tac_logical_unit ADD COLUMN authority text DEFAULT 'draft'");
			const unmet = await findUnmet(before, plan.steps[1]?.validate ?? []);
			expect(unmet.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(['a.1 fail', 'a.2 fail']);
		});
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

	it.each(damageBefore)('%s, before the plan, fails on %s', async (id, _what, sql) => {
		expect(await outcomeAfter(before, id, sql)).toEqual(['fail']);
	});

	it.each(damageAfter)('%s fails on %s', async (id, _what, sql) => {
		expect(await outcomeAfter(after, id, sql)).toEqual(['fail']);
	});

	it.each(damageWithin)('%s, right after its step, fails on %s', async (id, _what, sql) => {
		const upTo = plan.steps.findIndex((step) => id.startsWith(`${step.id}.`)) + 1;
		await andUndo(before, async () => {
			await carryOut(before, plan.steps.slice(0, upTo));
			await before.query(sql);
			const check = plan.steps[upTo - 1]?.validate.filter((candidate) => candidate.id === id) ?? [];
			expect((await findUnmet(before, check)).map(({ outcome }) => outcome)).toEqual(['fail']);
		});
	});

	it('are each damaged by one of these, and the others are what the product measures', () => {
		const damaged = new Set([...damageBefore, ...damageWithin, ...damageAfter].map(([id]) => id));
		expect(damaged).toEqual(new Set(queriesOf(plan).map(({ id }) => id)));
		const measured = [...plan.preflight, ...plan.verify].filter(isJudgedCheck);
		expect(measured.map(({ id, product }) => `${id} ${product.kind}`)).toEqual([
			'P-1 identity',
			'P-2 frozen_sql',
			'V-α-16 additions_only',
			'updated-at side_effect',
			'frozen frozen_tables',
		]);
	});
});
