import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContractColumn, ContractTable } from '../../../contract/schema-contract.ts';
import { readType } from '../../../core/schema-contract/read-type.ts';
import { type RowSchema, rowSchema } from '../../../core/schema-contract/row-schema.ts';
import { loadSqlParser } from '../../../core/sql/parse-sql.ts';
import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import { loadPlanById } from '../../../platform/plans/load-plans.ts';
import { builtInTables } from '../../core/schema-contract/declared.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';

type Row = Record<string, unknown>;

let cluster: TestCluster;
let client: pg.Client;
const declared = builtInTables();
const tables = Object.entries(declared);

beforeAll(async () => {
	await loadSqlParser();
	cluster = await startTestCluster();
	client = await cluster.connect(await cluster.createDatabase('subject'));
	for (const id of ['p0-v0.1', 'phase-alpha-v0.2']) await createTables(id);
	// Which rows exist in other tables is no matter of one row: foreign keys are kept by triggers, switched off here.
	await client.query('SET session_replication_role = replica');
});
afterAll(() => cluster?.stop());

/** The statements of a plan that touch nothing but its own schema. */
async function createTables(id: string): Promise<void> {
	const plan = await loadPlanById(['plans'], id);
	const own = plan.steps.flatMap(({ execute }) => execute).filter(({ text }) => text.includes('cutter_governance'));
	for (const { text } of own) await client.query(text);
}

/** SQLSTATE of the refusal, or null for a row that was taken in; nothing stays. */
async function insert(table: string, row: Row): Promise<string | null> {
	const given = Object.entries(row).filter(([, value]) => value !== undefined);
	const names = given.map(([name]) => quoteIdentifier(name)).join(', ');
	const places = given.map((_, index) => `$${index + 1}`).join(', ');
	await client.query('BEGIN');
	try {
		await client.query(
			`INSERT INTO ${table} (${names}) VALUES (${places})`,
			given.map(([name, value]) => bind(table, name, value)),
		);
		return null;
	} catch (error) {
		return String((error as { code?: string }).code);
	} finally {
		await client.query('ROLLBACK');
	}
}

/** A driver takes a list for an SQL array and a text for JSON text, so a document is written out. */
function bind(table: string, column: string, value: unknown): unknown {
	const isDocument = declared[table]?.columns[column]?.type === 'jsonb';
	return isDocument && value !== null ? JSON.stringify(value) : value;
}

const good: Readonly<Record<string, readonly unknown[]>> = {
	uuid: [randomUUID(), '00000000-0000-0000-0000-000000000000'],
	text: ['a', '', 'đ38 \u{1f600}'],
	jsonb: [{}, { a: [1, null, 'x'] }, [], ['a'], 'text', 0, false],
	timestamptz: [new Date(0), '2026-05-16T10:46:34Z', '2026-05-16T10:46:34.123+07:00'],
	int4: [0, -(2 ** 31), 2 ** 31 - 1],
	numeric: [0, 1.5, '12345678901234567890.5'],
	bool: [true, false],
};

const bad: Readonly<Record<string, readonly unknown[]>> = {
	uuid: ['', 'x', '00000000-0000-0000-0000-00000000000'],
	text: ['a\u0000b'],
	jsonb: [{ a: '\u0000' }],
	timestamptz: ['', 'someday', '2026-13-01T00:00:00Z'],
	int4: [1.5, 2 ** 31, 'x'],
	numeric: ['', 'x'],
	bool: ['maybe', 2.5],
};

const of = (pool: typeof good, { type }: ContractColumn) => pool[readType(type)] ?? [];
const goodOf = (column: ContractColumn): readonly unknown[] => column.allowed ?? of(good, column);

/** All columns filled, where a rule does not forbid it. */
function fullRow({ columns, checks }: ContractTable): Row {
	const empty = checks.flatMap(({ columns: [, ...others] }) => others);
	return Object.fromEntries(
		Object.entries(columns).map(([name, column]) => [name, empty.includes(name) ? null : goodOf(column)[0]]),
	);
}

describe.each(tables)('a row of %s', (name, table) => {
	let schema: RowSchema;
	beforeAll(() => {
		schema = rowSchema(table);
	});
	const both = async (row: Row) => [schema.safeParse(row).success, await insert(name, row)];

	it('is taken in by both, whole', async () => {
		expect(await both(fullRow(table))).toEqual([true, null]);
	});

	it('is taken in by both with its required columns alone', async () => {
		const needed = Object.entries(table.columns).filter(
			([, column]) => !column.nullable && column.default === undefined,
		);
		const chosen = table.checks.flatMap(({ columns: [first] }) =>
			first ? [[first, goodOf({ type: 'uuid', nullable: true, documented: true })[0]]] : [],
		);
		const row = Object.fromEntries([...needed.map(([column, type]) => [column, goodOf(type)[0]]), ...chosen]);
		expect(await both(row)).toEqual([true, null]);
	});

	it('is refused by both without any one of its required columns', async () => {
		for (const [column, { nullable, default: value }] of Object.entries(table.columns)) {
			if (nullable) continue;
			expect(await both({ ...fullRow(table), [column]: null }), `${column} NULL`).toEqual([false, '23502']);
			const without = await both({ ...fullRow(table), [column]: undefined });
			expect(without, `${column} left out`).toEqual(value === undefined ? [false, '23502'] : [true, null]);
		}
	});

	it('is refused by both with a column more', async () => {
		expect(await both({ ...fullRow(table), surplus: 1 })).toEqual([false, '42703']);
	});

	it('is refused by both with a value of no such type', async () => {
		for (const [column, type] of Object.entries(table.columns)) {
			for (const value of of(bad, type)) {
				const [accepted, code] = await both({ ...fullRow(table), [column]: value });
				expect(accepted, `${column} ${JSON.stringify(value)}`).toBe(false);
				expect(code, `${column} ${JSON.stringify(value)}`).toMatch(/^22/);
			}
		}
	});

	it('is refused by the schema alone with a value that is not allowed: the database does not know the list', async () => {
		for (const [column, { allowed }] of Object.entries(table.columns)) {
			if (!allowed) continue;
			expect(await both({ ...fullRow(table), [column]: 'unheard_of' }), column).toEqual([false, null]);
		}
	});

	// Whatever is changed of a good row: both say the same.
	it('is judged alike by both, in any mixture', async () => {
		const names = Object.keys(table.columns);
		const change = fc.constantFrom(...names).chain((column) => {
			const type = table.columns[column];
			const values = type ? [...goodOf(type), ...of(bad, type), null, undefined] : [];
			return fc.constantFrom(...values).map((value): [string, unknown] => [column, value]);
		});
		await fc.assert(
			fc.asyncProperty(fc.array(change, { maxLength: 4 }), async (changes) => {
				const row = { ...fullRow(table), ...Object.fromEntries(changes) };
				const [accepted, code] = await both(row);
				expect(code === null, `${JSON.stringify(row)} ${code}`).toBe(accepted);
			}),
			{ numRuns: 60 },
		);
	});
});

it('exactly one reference of a signature is given, as the database has it', async () => {
	const [name, table] = tables.find(([candidate]) => candidate === 'cutter_governance.dot_pair_signature') ?? [];
	if (!name || !table) throw new Error('no such table');
	const one = 'cross_reference_change_set_id';
	const other = 'cross_reference_verify_result_id';
	const uuid = randomUUID();
	const rows: [Row, boolean][] = [
		[{ [one]: uuid, [other]: null }, true],
		[{ [one]: undefined, [other]: uuid }, true],
		[{ [one]: uuid, [other]: uuid }, false],
		[{ [one]: null, [other]: undefined }, false],
	];
	for (const [references, fits] of rows) {
		const row = { ...fullRow(table), ...references };
		const parsed = rowSchema(table).safeParse(row);
		expect([parsed.success, await insert(name, row)]).toEqual([fits, fits ? null : '23514']);
		if (!fits) expect(parsed.error?.issues[0]?.message).toMatch(/^dot_pair_signature_check: exactly one of/);
	}
});
