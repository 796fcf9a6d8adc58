import { compareColumns, type ExpectedColumn } from '../../schema-contract/compare-columns.ts';
import { readExpression } from '../../schema-contract/read-expression.ts';
import { readType } from '../../schema-contract/read-type.ts';
import { type CompiledCheck, compiled, json } from './compiled-check.ts';
import { decide } from './decide.ts';
import { readLiveTables } from './live-tables.ts';
import { liveTablesQuery } from './live-tables-query.ts';
import { splitTable } from './split-name.ts';

interface Columns {
	readonly table: string;
	readonly columns: Readonly<Record<string, Omit<ExpectedColumn, 'allowed' | 'documented'> | null>>;
}

/**
 * The named columns of a table have this type, nullability and default, and are unique where that is asked; others are
 * not looked at. A table that is not there is a difference.
 * @throws SqlSyntaxError or TypeError for a type or an expression that does not parse
 */
export function compileColumns({ table, columns }: Columns): CompiledCheck {
	const expected = Object.fromEntries(
		Object.entries(columns).map(([name, column]) => [name, column && { ...column, documented: false }]),
	);
	for (const column of Object.values(expected)) {
		if (column) readType(column.type);
		if (typeof column?.default === 'object') readExpression(column.default?.sql ?? 'NULL');
	}
	return {
		...compiled(liveTablesQuery, [json([splitTable(table)])]),
		findDifferences: (rows) => {
			const found = readLiveTables(rows).get(table);
			return found
				? decide(compareColumns(table, expected, found.columns))
				: [{ table, aspect: 'table', expected: 'present', found: 'absent' }];
		},
	};
}
