import { z } from 'zod';
import type { ContractColumn, ContractTable } from '../../contract/schema-contract.ts';
import { readType } from './read-type.ts';
import { valueSchema } from './value-schema.ts';

/** A row for INSERT: a value for each column that has no default and may not be NULL, and for whichever else is given. */
export type RowSchema = z.ZodType<Readonly<Record<string, unknown>>>;

/**
 * What a declared table takes in: no column that it has not, none left out that it requires, each value of its column's
 * type, enumerations within their allowed values, and the rules of which columns exclude each other.
 * Keys that have to be unique and rows that have to exist are for the database alone; a CHECK that is not
 * `exactly_one` likewise. `loadSqlParser()` must have been awaited.
 * @throws TypeError for a type that it has no values for
 */
export function rowSchema(table: ContractTable): RowSchema {
	const required = new Set(table.primary_key);
	const shape = Object.fromEntries(
		Object.entries(table.columns).map(([name, column]) => [name, columnSchema(name, column, required.has(name))]),
	);
	const rules = table.checks.filter(({ exactly_one }) => exactly_one);
	return z.strictObject(shape).superRefine((row, context) => {
		for (const { name, columns } of rules) {
			const given = columns.filter((column) => isGiven(row[column], table.columns[column]));
			if (given.length === 1) continue;
			const found = given.length === 0 ? 'none' : given.join(' and ');
			const message = `${name}: exactly one of ${columns.join(', ')} has to be given, not ${found}`;
			context.addIssue({ code: 'custom', path: [columns[0] ?? ''], message });
		}
	});
}

function isGiven(value: unknown, column: ContractColumn | undefined): boolean {
	return value === undefined ? column?.default !== undefined : value !== null;
}

function columnSchema(name: string, column: ContractColumn, isKey: boolean): z.ZodType {
	const type = readType(column.type);
	const value = valueSchema(type);
	if (!value) throw new TypeError(`no values are known for ${name}, of type ${type}`);
	const allowed = column.allowed ? z.enum(column.allowed) : value;
	if (column.nullable && !isKey) return allowed.nullable().optional();
	return column.default === undefined ? allowed : allowed.optional();
}
