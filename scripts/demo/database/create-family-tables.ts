import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../../../platform/postgres/session.ts';
import type { FamilyReference, FamilyTable } from './family-tables.ts';

/** Creates and fills the tables of all families, in two round trips. */
export async function createFamilyTables(session: Session, tables: readonly FamilyTable[]): Promise<void> {
	await session.query(tables.map(renderTable).join('\n'));
	await session.query(tables.map(renderRows).join('\n'));
}

function renderTable(table: FamilyTable): string {
	const name = quoteIdentifier('public', table.name);
	const columns = [
		`${quoteIdentifier(table.key.column)} ${table.key.type} PRIMARY KEY`,
		...table.references.map(renderReference),
		...table.columns.map((column) => `${quoteIdentifier(column.name)} ${column.type}`),
	];
	const indexes = [...table.references.map(({ column }) => column), ...table.indexed].map((column) => {
		return `CREATE INDEX ${quoteIdentifier(`${table.name}_${column}_idx`)} ON ${name} (${quoteIdentifier(column)});`;
	});
	return [`CREATE TABLE ${name} (\n\t${columns.join(',\n\t')}\n);`, ...indexes].join('\n');
}

function renderReference({ column, table, key }: FamilyReference): string {
	const target = `${quoteIdentifier('public', table)} (${quoteIdentifier(key.column)})`;
	return `${quoteIdentifier(column)} ${key.type} NOT NULL REFERENCES ${target}`;
}

/** Every value is an expression of the row's number, so that the server makes the rows and they never vary. */
function renderRows(table: FamilyTable): string {
	const values = [
		table.key.valueOf(table.name, 'g'),
		...table.references.map(({ table: target, key, rows }) => key.valueOf(target, `1 + (g * 7) % ${rows}`)),
		...table.columns.map(({ value }) => value),
	];
	const name = quoteIdentifier('public', table.name);
	return `INSERT INTO ${name} SELECT ${values.join(', ')} FROM generate_series(1, ${table.rows}) AS g;`;
}
