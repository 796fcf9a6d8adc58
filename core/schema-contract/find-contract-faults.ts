import type { Finding } from '../../contract/findings.ts';
import type { ContractTable, SchemaContract } from '../../contract/schema-contract.ts';
import { SqlSyntaxError, type Statement } from '../sql/parse-sql.ts';
import type { Script } from '../sql/script.ts';
import { compareContracts } from './compare-contracts.ts';
import { deriveContract } from './derive-contract.ts';
import type { Difference } from './difference.ts';
import { readExpression } from './read-expression.ts';
import { readType } from './read-type.ts';

/** Makes a finding in the contract's own file, at the field that `path` names. */
export type ContractFaultAt = (rule: string, path: readonly PropertyKey[], message: string, remedy: string) => Finding;

type Placed = Statement & { readonly file: string; readonly number: number };

/**
 * Where a plan's schema contract and its DDL disagree: findings `contract-ddl-mismatch` at the statement that creates
 * the table, or in the contract for a table that no statement creates.
 * What does not hold together in the contract itself is `contract-shape`. `loadSqlParser()` must have been awaited.
 * @param scripts in the order of the steps that execute them; rollbacks are left out
 */
export function findContractFaults(
	scripts: readonly Script[],
	contract: SchemaContract,
	fault: ContractFaultAt,
): Finding[] {
	const shape = findShapeFaults(contract, fault);
	if (shape.length > 0) return shape;
	const statements = scripts
		.filter(({ role }) => role === 'step')
		.flatMap(({ path: file, statements: own }) =>
			own.map((statement, index): Placed => ({ ...statement, file, number: index + 1 })),
		);
	const derived = deriveContract(statements);
	return compareContracts(contract, derived).map((difference) =>
		toFinding(difference, derived.get(difference.table)?.created, fault),
	);
}

const remedy = 'Correct the contract or the SQL, whichever is wrong.';

function toFinding(difference: Difference, created: Placed | undefined, fault: ContractFaultAt): Finding {
	const found = fault('contract-ddl-mismatch', ['tables', difference.table], describe(difference), remedy);
	if (!created) return found;
	const { file, line, column, number } = created;
	return { ...found, file, line, column, statement: number };
}

function describe({ table, aspect, expected, found, undecided }: Difference): string {
	const doubt = undecided ? ' (one value may be written in two ways: write it as the SQL does)' : '';
	return `${table}, ${aspect}: the contract has ${expected ?? 'none'}, the SQL ${found ?? 'none'}${doubt}`;
}

/** Names, types and expressions that nothing could ever match. */
function findShapeFaults(contract: SchemaContract, fault: ContractFaultAt): Finding[] {
	return Object.entries(contract.tables).flatMap(([name, table]) => [
		...findUnreadable(name, table, fault),
		...findUnknownColumns(name, table, contract, fault),
	]);
}

function findUnreadable(name: string, { columns }: ContractTable, fault: ContractFaultAt): Finding[] {
	return Object.entries(columns).flatMap(([column, { type, default: value }]) => {
		const path = ['tables', name, 'columns', column];
		return [
			...reading(() => readType(type), [...path, 'type'], fault),
			...(typeof value === 'object' ? reading(() => readExpression(value.sql), [...path, 'default'], fault) : []),
		];
	});
}

function reading(read: () => unknown, path: readonly PropertyKey[], fault: ContractFaultAt): Finding[] {
	try {
		read();
		return [];
	} catch (error) {
		if (!(error instanceof SqlSyntaxError || error instanceof TypeError)) throw error;
		return [fault('contract-shape', path, error.message, 'Write what PostgreSQL reads.')];
	}
}

function findUnknownColumns(
	name: string,
	table: ContractTable,
	contract: SchemaContract,
	fault: ContractFaultAt,
): Finding[] {
	const named: [PropertyKey, readonly string[], string][] = [
		['primary_key', table.primary_key, name],
		...table.unique.map((columns): [PropertyKey, readonly string[], string] => ['unique', columns, name]),
		...table.indexes.map((columns): [PropertyKey, readonly string[], string] => ['indexes', columns, name]),
		...table.checks.map(({ columns }): [PropertyKey, readonly string[], string] => ['checks', columns, name]),
		...table.foreign_keys.flatMap(({ columns, references, to }): [PropertyKey, readonly string[], string][] => [
			['foreign_keys', columns, name],
			['foreign_keys', to, references],
		]),
	];
	return named.flatMap(([field, columns, of]) => {
		const known = contract.tables[of]?.columns;
		// A table that another plan creates is that plan's to declare.
		if (!known) return [];
		return columns
			.filter((column) => !(column in known))
			.map((column) =>
				fault('contract-shape', ['tables', name, field], `${of} has no column ${column}`, 'Name a declared column.'),
			);
	});
}
