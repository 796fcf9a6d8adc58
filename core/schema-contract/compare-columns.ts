import type { ColumnDefault, ContractColumn } from '../../contract/schema-contract.ts';
import { compareDefault } from './compare-default.ts';
import type { Difference } from './difference.ts';
import type { FoundColumn } from './found-table.ts';
import { readType } from './read-type.ts';

/** What a column has to be; `unique` is looked at where it is given. */
export type ExpectedColumn = Pick<ContractColumn, 'type' | 'nullable' | 'allowed' | 'documented'> & {
	readonly default?: ContractColumn['default'] | null | undefined;
	readonly unique?: boolean | undefined;
};

/**
 * How the named columns of one table differ from what they have to be.
 * @param columns by name; null for one that must not be there
 */
export function compareColumns(
	table: string,
	columns: Readonly<Record<string, ExpectedColumn | null>>,
	found: ReadonlyMap<string, FoundColumn>,
): Difference[] {
	return Object.entries(columns).flatMap(([name, column]) => compareColumn(table, name, column, found.get(name)));
}

function compareColumn(
	table: string,
	name: string,
	declared: ExpectedColumn | null,
	found: FoundColumn | undefined,
): Difference[] {
	const differs = (aspect: string, expected: string | null, actual: string | null): Difference[] =>
		expected === actual ? [] : [{ table, aspect, expected, found: actual }];
	if (!declared || !found) return differs('column', declared && name, found ? name : null);
	const type = readType(declared.type);
	return [
		...differs(`type of ${name}`, type, found.type),
		...differs(`nullability of ${name}`, nullability(declared.nullable), nullability(found.nullable)),
		...(declared.unique === undefined
			? []
			: differs(`uniqueness of ${name}`, uniqueness(declared.unique), uniqueness(found.unique))),
		...compareDefaults(table, name, declared.default ?? null, found),
		...(declared.allowed && declared.documented ? compareDocumented(table, name, declared.allowed, found) : []),
	];
}

function nullability(nullable: boolean): string {
	return nullable ? 'NULL' : 'NOT NULL';
}

function uniqueness(unique: boolean): string {
	return unique ? 'unique' : 'not unique';
}

function compareDefaults(
	table: string,
	name: string,
	declared: ColumnDefault | null,
	{ default: found, type }: FoundColumn,
): Difference[] {
	const comparison = compareDefault(declared, found, type);
	if (comparison === 'same') return [];
	const difference = {
		table,
		aspect: `default of ${name}`,
		expected: describeDefault(declared),
		found: found?.text ?? null,
	};
	return [comparison === 'unknown' ? { ...difference, undecided: true } : difference];
}

function describeDefault(declared: ColumnDefault | null): string | null {
	if (declared === null) return null;
	return typeof declared === 'object' ? declared.sql : `the constant ${declared}`;
}

/** The comment is prose; each value has to stand in it as a word. */
function compareDocumented(
	table: string,
	name: string,
	allowed: readonly string[],
	{ comment }: FoundColumn,
): Difference[] {
	const words = new Set((comment ?? '').split(/[^\p{L}\p{N}_-]+/u));
	const missing = allowed.filter((value) => !words.has(value));
	if (missing.length === 0) return [];
	return [{ table, aspect: `allowed values in the comment of ${name}`, expected: missing.join(', '), found: comment }];
}
