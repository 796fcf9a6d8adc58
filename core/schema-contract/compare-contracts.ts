import type { SchemaContract } from '../../contract/schema-contract.ts';
import { compareTable } from './compare-table.ts';
import type { DerivedTable } from './derive-contract.ts';
import type { Difference } from './difference.ts';

/** How the tables that DDL creates differ from those that are declared; either may have more. */
export function compareContracts(
	declared: SchemaContract,
	derived: ReadonlyMap<string, Pick<DerivedTable, 'table'>>,
): Difference[] {
	return [
		...Object.entries(declared.tables).flatMap(([name, table]) => {
			const found = derived.get(name);
			if (found) return compareTable(name, table, found.table);
			return [{ table: name, aspect: 'table', expected: name, found: null }];
		}),
		...[...derived.keys()]
			.filter((name) => !(name in declared.tables))
			.map((name) => ({ table: name, aspect: 'table', expected: null, found: name })),
	];
}
