import type { ClosedSchema, ClosedTable } from '../../contract/closeout-report.ts';
import { type Expectation, schemaOf } from './expectation.ts';

/** The tables of one schema, without its name. */
export type TablesOf = ReadonlyMap<string, readonly string[]>;

/** What was found of the expected tables, in the dump's table of contents and in the restored copy. */
export interface FoundTables {
	readonly dump: TablesOf;
	readonly copy: TablesOf;
	/** Exact counts of the copy, by `schema.table`. */
	readonly counts: ReadonlyMap<string, number>;
	/** Rows by what they are, for tables of which the plan gives no count. */
	readonly items: ReadonlyMap<string, ClosedTable['items']>;
}

export function describeTables({ tables, counts }: Expectation, found: FoundTables): ClosedTable[] {
	return tables.map((table) => {
		const [schema, name] = [schemaOf(table), table.slice(table.indexOf('.') + 1)];
		return {
			table,
			in_dump: found.dump.get(schema)?.includes(name) ?? false,
			in_copy: found.copy.get(schema)?.includes(name) ?? false,
			count: found.counts.get(table) ?? null,
			expected: counts.get(table) ?? null,
			items: [...(found.items.get(table) ?? [])],
		};
	});
}

export function describeSchemas({ tables, schemas }: Expectation, { dump, copy }: FoundTables): ClosedSchema[] {
	return schemas.map(({ schema, whole }) => {
		const inDump = [...(dump.get(schema) ?? [])].toSorted();
		const inCopy = [...(copy.get(schema) ?? [])].toSorted();
		const named = new Set(tables);
		const surplus = [...new Set([...inDump, ...inCopy])].filter((name) => !named.has(`${schema}.${name}`)).toSorted();
		return { schema, whole, dump: inDump, copy: inCopy, unexpected: whole ? surplus : [] };
	});
}
