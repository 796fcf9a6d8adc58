import type { ContractTable, SchemaContract } from '../../../contract/schema-contract.ts';
import { compareTable } from '../../schema-contract/compare-table.ts';
import { describeColumns, describeForeignKey } from '../../schema-contract/describe-part.ts';
import { type CompiledCheck, compiled, json } from './compiled-check.ts';
import { decide } from './decide.ts';
import { readLiveTables } from './live-tables.ts';
import { liveTablesQuery } from './live-tables-query.ts';
import { splitTable } from './split-name.ts';

interface TablesMatch {
	readonly tables: readonly string[];
	/** `schema.table(column, …)` */
	readonly pending: readonly string[];
}

/**
 * The tables are as the plan's schema contract declares them, nothing less and nothing more: columns with type,
 * nullability, default and documented values, keys, constraints, indexes, and no trigger, rule or row security.
 * @throws TypeError when a table or a pending foreign key is not declared
 */
export function compileTablesMatch({ tables, pending }: TablesMatch, contract: SchemaContract): CompiledCheck {
	const declared = tables.map((name) => [name, declaredTable(name, contract)] as const);
	const later = new Set(pending.map((key) => declaredForeignKey(key, declared)));
	return {
		...compiled(liveTablesQuery, [json(tables.map(splitTable))]),
		findDifferences: (rows) => {
			const live = readLiveTables(rows);
			return decide(
				declared.flatMap(([name, table]) => {
					const found = live.get(name);
					if (!found) return [{ table: name, aspect: 'table', expected: 'present', found: 'absent' }];
					return compareTable(name, table, found, keysOf(name, later));
				}),
			);
		},
	};
}

function declaredTable(name: string, { tables }: SchemaContract): ContractTable {
	const table = tables[name];
	if (!table) throw new TypeError(`the schema contract declares no table ${name}`);
	return table;
}

const separator = ' ';

/** `schema.table(a, b)` as the table's name and the key that the contract declares on these columns. */
function declaredForeignKey(key: string, declared: readonly (readonly [string, ContractTable])[]): string {
	for (const [name, table] of declared) {
		const found = table.foreign_keys.find(({ columns }) => `${name}${describeColumns(columns)}` === key);
		if (found) return name + separator + describeForeignKey({ ...found, besides: [] });
	}
	throw new TypeError(`the schema contract declares no foreign key ${key} on these tables`);
}

function keysOf(table: string, keys: ReadonlySet<string>): ReadonlySet<string> {
	const start = table + separator;
	return new Set([...keys].filter((key) => key.startsWith(start)).map((key) => key.slice(start.length)));
}
