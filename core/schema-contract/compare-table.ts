import type { ContractTable } from '../../contract/schema-contract.ts';
import { compareColumns } from './compare-columns.ts';
import { describeColumns, describeForeignKey, describeIndex } from './describe-part.ts';
import type { Difference } from './difference.ts';
import type { FoundTable } from './found-table.ts';

/**
 * Everything in which a table differs from its declaration: what is missing, what is other, what is more.
 * Constraints and indexes compare by what they do; only a CHECK by its name as well.
 * @param pending foreign keys that are declared and not there yet, in the form of `describeForeignKey`
 */
export function compareTable(
	table: string,
	declared: ContractTable,
	found: FoundTable,
	pending: ReadonlySet<string> = new Set(),
): Difference[] {
	const lists = (aspect: string, expected: readonly string[], actual: readonly string[]) =>
		compareLists(table, aspect, expected, actual);
	const extra = [...found.columns.keys()].filter((name) => !(name in declared.columns));
	const foreignKeys = declared.foreign_keys
		.map((key) => describeForeignKey({ ...key, besides: [] }))
		.filter((key) => !pending.has(key));
	return [
		...compareColumns(table, declared.columns, found.columns),
		...lists('column', [], extra),
		...lists('primary key', [describeColumns(declared.primary_key)], primaryKeyOf(found)),
		...lists('foreign key', foreignKeys, found.foreignKeys.map(describeForeignKey)),
		...lists('unique constraint', declared.unique.map(describeColumns), found.unique.map(describeIndex)),
		...compareChecks(table, declared, found),
		...lists('index', declared.indexes.map(describeColumns), found.indexes.map(describeIndex)),
		...lists('other', [], found.others),
	];
}

function primaryKeyOf({ primaryKey }: FoundTable): string[] {
	return primaryKey.length > 0 ? [describeColumns(primaryKey)] : [];
}

/** Both lists may hold an entry more than once. */
function compareLists(
	table: string,
	aspect: string,
	expected: readonly string[],
	found: readonly string[],
): Difference[] {
	return [
		...without(expected, found).map((entry) => ({ table, aspect, expected: entry, found: null })),
		...without(found, expected).map((entry) => ({ table, aspect, expected: null, found: entry })),
	];
}

function without(list: readonly string[], taken: readonly string[]): string[] {
	const left = [...taken];
	return list.filter((entry) => {
		const index = left.indexOf(entry);
		if (index >= 0) left.splice(index, 1);
		return index < 0;
	});
}

function compareChecks(table: string, declared: ContractTable, found: FoundTable): Difference[] {
	const describe = (columns: readonly string[], besides: readonly string[]) =>
		[describeColumns(columns.toSorted()), ...besides].join(', ');
	return [
		...declared.checks.flatMap(({ name, columns, exactly_one }) => {
			const actual = found.checks.find((check) => check.name === name);
			const rule = exactly_one ? ['exactly one is not NULL'] : [];
			const expected = describe(columns, rule);
			const seen =
				actual && describe(actual.columns, [...(exactly_one && actual.exactlyOne ? rule : []), ...actual.besides]);
			return expected === seen ? [] : [{ table, aspect: `check ${name}`, expected, found: seen ?? null }];
		}),
		...found.checks
			.filter(({ name }) => !declared.checks.some((check) => check.name === name))
			.map(({ name, columns, besides }) => ({
				table,
				aspect: `check ${name}`,
				expected: null,
				found: describe(columns, besides),
			})),
	];
}
