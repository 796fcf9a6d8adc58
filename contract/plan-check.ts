import { z } from 'zod';
import { columnDefault, source, tableName } from './schema-contract.ts';

export { tableName };

/** `schema.table.column` */
export const columnName = z.string().regex(/^[^.\s]+\.[^.\s]+\.[^.\s]+$/, 'a column as schema.table.column');
const jsonScalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Structural expectation; rows are compared as JSON values, never as text of the catalog. */
export const expectation = z.union([
	z.strictObject({ scalar: jsonScalar }),
	z.strictObject({ row: z.record(z.string(), jsonScalar) }),
	z.strictObject({ rows: z.array(z.record(z.string(), jsonScalar)) }),
	z.strictObject({ set: z.array(jsonScalar) }),
	z.strictObject({ empty: z.literal(true) }),
]);
export type Expectation = z.infer<typeof expectation>;

const names = z.array(z.string().min(1)).min(1);
const tables = z.array(tableName).min(1);
const isNotEmpty = (record: object) => Object.keys(record).length > 0;
const atLeastOne = 'names nothing, so it would hold whatever is there';

const objects = {
	schemas: names.optional(),
	relations: tables
		.optional()
		.describe('Tables, views, sequences, indexes and whatever else lives in their name space.'),
	tables: tables.optional().describe('Tables alone, ordinary or partitioned: a view of that name is none.'),
	columns: z.array(columnName).min(1).optional(),
};
const namesSome = (check: { schemas?: unknown; relations?: unknown; tables?: unknown; columns?: unknown }) =>
	[check.schemas, check.relations, check.tables, check.columns].some((listed) => listed !== undefined);

const expectedColumn = z.strictObject({
	type: z.string().min(1),
	nullable: z.boolean(),
	default: columnDefault.nullable().default(null).describe('null: no default.'),
	unique: z
		.boolean()
		.optional()
		.describe('Whether a constraint or index keeps this column alone unique. Absent: not looked at.'),
});

const expectedTrigger = z.strictObject({
	name: z.string().min(1),
	timing: z.enum(['before', 'after', 'instead of']),
	events: z
		.array(z.enum(['insert', 'update', 'delete', 'truncate']))
		.min(1)
		.describe('It fires on these at least.'),
	each: z.enum(['row', 'statement']),
});

/** Checks that read the catalogs or count; each is compiled to one query with bound values. */
export const catalogChecks = [
	z.strictObject({ kind: z.literal('present'), ...objects }).refine(namesSome, atLeastOne),
	z.strictObject({ kind: z.literal('absent'), ...objects }).refine(namesSome, atLeastOne),
	z.strictObject({
		kind: z.literal('columns'),
		table: tableName,
		columns: z
			.record(z.string().min(1), expectedColumn.nullable())
			.refine(isNotEmpty, atLeastOne)
			.describe('What each named column has to be; null stands for a column that must not be there.'),
	}),
	z.strictObject({
		kind: z.literal('row_counts'),
		tables: z.record(tableName, z.int().min(0)).refine(isNotEmpty, atLeastOne),
	}),
	z.strictObject({
		kind: z.literal('inventory'),
		tables: z
			.record(tableName, z.strictObject({ columns: z.int().min(0), primary_key: z.array(z.string().min(1)) }))
			.refine(isNotEmpty, atLeastOne)
			.describe('How many columns each table has, and its primary key in order; an empty list: none.'),
	}),
	z.strictObject({
		kind: z.literal('tables_match'),
		tables: tables.describe("Tables of the plan's schema contract: nothing less and nothing more than it declares."),
		pending: z
			.array(z.string().min(1))
			.default([])
			.describe('Foreign keys that a later step adds, as schema.table(column, …): not there yet.'),
	}),
	z.strictObject({
		kind: z.literal('only_tables'),
		schema: z.string().min(1),
		tables: z.array(z.string().min(1)).describe('All the tables that the schema may hold, and has to.'),
	}),
	z.strictObject({
		kind: z.literal('triggers'),
		tables: z
			.record(tableName, z.array(expectedTrigger))
			.refine(isNotEmpty, atLeastOne)
			.describe('No trigger of these tables may be disabled, and those listed have to be there.'),
	}),
	z.strictObject({ kind: z.literal('no_foreign_keys_across'), schema: z.string().min(1) }),
] as const;

/** Checks that rest on what the product itself measured or identified; a plan gives them its own id and place. */
export const productChecks = [
	/** The server is the enrolled one, certainly, and no rehearsal. */
	z.strictObject({ kind: z.literal('identity') }),
	/** The bytes of a frozen file, read again now, have the digest that the plan names. */
	z.strictObject({ kind: z.literal('frozen_sql'), file: z.string().min(1) }),
	/** The schema only gained objects. */
	z.strictObject({ kind: z.literal('additions_only') }),
	/** A column changed in as many rows as `expect.side_effects` declares. */
	z.strictObject({ kind: z.literal('side_effect'), column: columnName }),
	/** The tables of `frozen` are equal in count and content. */
	z.strictObject({ kind: z.literal('frozen_tables') }),
] as const;

export const catalogCheck = z.discriminatedUnion('kind', [...catalogChecks]);
export type CatalogCheck = z.infer<typeof catalogCheck>;
export const productCheck = z.discriminatedUnion('kind', [...productChecks]);
export type ProductCheck = z.infer<typeof productCheck>;
export const builtInCheck = z.discriminatedUnion('kind', [...catalogChecks, ...productChecks]);
export type BuiltInCheck = z.infer<typeof builtInCheck>;

const head = {
	id: z.string().min(1),
	title: z.string().min(1),
	/** `ours` marks what no source document fixes. */
	source: source.optional(),
	/** What to do when the check cannot decide, for the people who read the gate. */
	on_error: z.string().min(1).optional(),
	/** Whose eyes: Directus's own connection unless the check asks about the migration role itself. */
	connection: z.enum(['directus', 'migration']).optional(),
};

/** One read-only statement and what it must return, or a check that the product brings along. */
export const planCheck = z.union([
	z.strictObject({ ...head, sql: z.string().min(1), expect: expectation }),
	z.strictObject({ ...head, built_in: builtInCheck }),
]);
export type PlanCheck = z.infer<typeof planCheck>;
