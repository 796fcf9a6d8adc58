import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { findContractFaults } from '../../../core/schema-contract/find-contract-faults.ts';
import { loadSqlParser, parseSql } from '../../../core/sql/parse-sql.ts';
import type { Script } from '../../../core/sql/script.ts';
import { unwrapTransaction } from '../../../core/sql/unwrap-transaction.ts';
import { builtInTables, readBuiltInContract } from './declared.ts';

beforeAll(() => loadSqlParser());

/** As recorded of the live schema: columns and primary key of each table. */
const inventory: Readonly<Record<string, [number, string]>> = {
	decision_backlog_entry: [6, 'entry_id'],
	dot_pair_signature: [16, 'signature_id'],
	cut_change_set: [24, 'change_set_id'],
	cut_change_set_affected_row: [8, 'affected_row_id'],
	verify_result: [26, 'verify_result_id'],
	canonical_address_alias: [9, 'alias_id'],
	manifest_envelope: [12, 'envelope_id'],
	manifest_unit_block: [13, 'envelope_id, unit_local_id'],
	review_decision: [25, 'review_decision_id'],
	decision_backlog_history: [9, 'history_id'],
	decision_backlog_dependency: [6, 'dependency_id'],
	decision_backlog_sweep_log: [10, 'sweep_id'],
};

const tables = builtInTables();
const table = (name: string) => {
	const found = tables[`cutter_governance.${name}`];
	if (!found) throw new Error(`no table ${name}`);
	return found;
};
const all = Object.values(tables);

describe('the twelve tables', () => {
	it('are the recorded ones, with so many columns and these keys', () => {
		const declared = Object.entries(tables).map(([name, { columns, primary_key }]) => [
			name.replace('cutter_governance.', ''),
			[Object.keys(columns).length, primary_key.join(', ')],
		]);
		expect(Object.fromEntries(declared)).toEqual(inventory);
	});

	it('have 164 columns, 19 foreign keys that stay inside, 2 unique constraints, 1 check and the 4 indexes of the alias', () => {
		expect(all.reduce((sum, { columns }) => sum + Object.keys(columns).length, 0)).toBe(164);
		const keys = all.flatMap(({ foreign_keys }) => foreign_keys);
		expect(keys).toHaveLength(19);
		expect(keys.filter(({ references }) => !(references in tables))).toEqual([]);
		expect(all.flatMap(({ unique }) => unique)).toEqual([['rollback_key'], ['idempotency_key']]);
		expect(all.flatMap(({ checks }) => checks).map(({ name }) => name)).toEqual(['dot_pair_signature_check']);
		expect(all.flatMap(({ indexes }) => indexes)).toHaveLength(4);
		expect(table('canonical_address_alias').indexes).toHaveLength(4);
	});

	it('require of a change set exactly the columns that its writer was found to lack', () => {
		const required = Object.entries(table('cut_change_set').columns)
			.filter(([, { nullable, default: value }]) => !nullable && value === undefined)
			.map(([name]) => name);
		expect(new Set(required)).toEqual(
			new Set([
				'change_set_id',
				'rollback_key',
				'manifest_id',
				'manifest_version',
				'review_decision_id',
				'executor_tool_revision',
				'verifier_tool_revision',
				'emitted_by',
			]),
		);
	});

	it('use no enum type and no default beside two of ours and the canonicalization rule', () => {
		const columns = Object.entries(tables).flatMap(([name, { columns: own }]) =>
			Object.entries(own).map(([column, declared]) => ({ path: `${name}.${column}`, ...declared })),
		);
		expect(
			columns.filter(({ default: value }) => value !== undefined).map(({ path, default: value }) => [path, value]),
		).toEqual([
			['cutter_governance.cut_change_set.state', 'emitted'],
			['cutter_governance.cut_change_set.emitted_at', { sql: 'now()' }],
			['cutter_governance.verify_result.canonicalization_rule_used', 'canon-md-v0.1.0'],
		]);
		expect([...new Set(columns.map(({ type }) => type))].sort()).toEqual([
			'boolean',
			'integer',
			'jsonb',
			'numeric',
			'text',
			'timestamptz',
			'uuid',
		]);
		expect(columns.filter(({ allowed, type }) => allowed && type !== 'text')).toEqual([]);
		expect(columns.filter(({ source }) => source === undefined)).toEqual([]);
	});
});

/** The scripts of a built-in plan's steps. */
function scriptsOf(plan: string, change = (text: string) => text): Script[] {
	const folder = new URL(`../../../plans/${plan}/`, import.meta.url);
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.sql') && !path.startsWith('rollback'))
		.toSorted()
		.map((path) => {
			const source = change(readFileSync(new URL(path, folder), 'utf8'));
			return { path, role: 'step', source, statements: unwrapTransaction(parseSql(source)) };
		});
}

/** 1-based line of a file of the plans that starts so. */
function lineOf(path: string, start: string): number {
	const lines = readFileSync(new URL(`../../../plans/${path}`, import.meta.url), 'utf8').split('\n');
	return lines.findIndex((line) => line.startsWith(start)) + 1;
}

const faultsOf = (plan: string, change?: (text: string) => string, contract = readBuiltInContract(plan)) =>
	findContractFaults(scriptsOf(plan, change), contract, (rule, path, message, remedy) => ({
		rule,
		severity: 'error',
		file: `schema-contract.yaml ${path.join('/')}`,
		line: 1,
		column: 1,
		statement: null,
		message,
		remedy,
		accepted: null,
	}));

describe('the SQL of the plan', () => {
	it.each(['p0-v0.1', 'phase-alpha-v0.2'])('%s makes what its contract declares', (plan) => {
		expect(faultsOf(plan)).toEqual([]);
	});

	const entry = 'cutter_governance.decision_backlog_entry';
	const history = 'cutter_governance.decision_backlog_history';

	it.each<[string, string, string, string]>([
		[
			'a column less',
			'\tscenario_ref text\n',
			'\tscenario text\n',
			`${entry}, column: the contract has scenario_ref, the SQL none`,
		],
		[
			'another type',
			'payload jsonb NOT NULL',
			'payload json NOT NULL',
			`${entry}, type of payload: the contract has jsonb, the SQL json`,
		],
		[
			'a column that may be NULL',
			'payload jsonb NOT NULL',
			'payload jsonb',
			`${entry}, nullability of payload: the contract has NOT NULL, the SQL NULL`,
		],
		[
			'a default',
			'payload jsonb NOT NULL',
			"payload jsonb NOT NULL DEFAULT '{}'",
			`${entry}, default of payload: the contract has none, the SQL the constant {}`,
		],
		[
			'an undocumented value',
			'| decision |',
			'|',
			`${entry}, allowed values in the comment of kind: the contract has decision, the SQL Allowed: gap`,
		],
		[
			'a foreign key less',
			' REFERENCES cutter_governance.decision_backlog_entry (entry_id)',
			'',
			`${history}, foreign key: the contract has (entry_id) → ${entry} (entry_id), the SQL none`,
		],
		[
			'a table less',
			'CREATE TABLE cutter_governance.decision_backlog_history',
			'CREATE TEMP TABLE decision_backlog_history',
			`${history}, table: the contract has ${history}, the SQL none`,
		],
	])('is caught with %s', (_what, text, replacement, message) => {
		const faults = faultsOf('p0-v0.1', (sql) => sql.replace(text, replacement));
		expect(faults.map(({ rule }) => rule)).toEqual(faults.map(() => 'contract-ddl-mismatch'));
		expect(faults.map((fault) => fault.message).join('\n')).toContain(message);
	});

	it('is caught at the statement that creates the table', () => {
		const [fault] = faultsOf('p0-v0.1', (sql) =>
			sql.replace('row_ordinal integer NOT NULL', 'row_ordinal bigint NOT NULL'),
		);
		expect(fault).toMatchObject({
			file: 'steps/5-change-set.sql',
			line: lineOf('p0-v0.1/steps/5-change-set.sql', 'CREATE TABLE cutter_governance.cut_change_set_affected_row'),
			column: 1,
			statement: 5,
		});
	});

	it('is caught with a table more, and in the contract for a table that no statement creates', () => {
		const renamed = faultsOf('phase-alpha-v0.2', (sql) => sql.replaceAll('canonical_address_alias', 'alias'));
		const alias = 'cutter_governance.canonical_address_alias';
		expect(renamed.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([
			`schema-contract.yaml tables/${alias}:1 ${alias}, table: the contract has ${alias}, the SQL none`,
			`phase-alpha-r2.sql:${lineOf('phase-alpha-v0.2/phase-alpha-r2.sql', `CREATE TABLE ${alias}`)} cutter_governance.alias, table: the contract has none, the SQL cutter_governance.alias`,
		]);
	});
});

describe('a contract is refused for', () => {
	const declared = readBuiltInContract('phase-alpha-v0.2');
	const name = 'cutter_governance.canonical_address_alias';
	const alias = table('canonical_address_alias');
	const foreignKey = { columns: ['target_unit_id'], references: name, to: ['alias'], deferred: false };

	it.each<[string, object, string]>([
		[
			'a type that is none',
			{ columns: { ...alias.columns, reason: { ...alias.columns['reason'], type: 'text text' } } },
			'columns/reason/type',
		],
		[
			'an expression that is none',
			{ columns: { ...alias.columns, reason: { ...alias.columns['reason'], default: { sql: '(' } } } },
			'columns/reason/default',
		],
		['a key of no column', { primary_key: ['alias'] }, 'primary_key'],
		['an index of no column', { indexes: [['alias_text', 'alias']] }, 'indexes'],
		['a unique constraint of no column', { unique: [['alias']] }, 'unique'],
		['a check of no column', { checks: [{ name: 'c', columns: ['alias'], exactly_one: false }] }, 'checks'],
		['a foreign key to no column', { foreign_keys: [foreignKey] }, 'foreign_keys'],
		[
			'a foreign key of no column',
			{ foreign_keys: [{ ...foreignKey, columns: ['alias'], to: ['alias_id'] }] },
			'foreign_keys',
		],
	])('%s', (_what, change, path) => {
		const broken = { tables: { ...declared.tables, [name]: { ...alias, ...change } } };
		expect(faultsOf('phase-alpha-v0.2', undefined, broken)).toMatchObject([
			{ rule: 'contract-shape', file: `schema-contract.yaml tables/${name}/${path}` },
		]);
	});
});
