import { z } from 'zod';
import { source } from './schema-contract.ts';

/** `schema.table` */
export const tableName = z.string().regex(/^[^.\s]+\.[^.\s]+$/, 'a table as schema.table');
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

const objects = {
	schemas: z.array(z.string().min(1)).default([]),
	/** Tables, views, sequences and whatever else lives in their name space. */
	relations: z.array(tableName).default([]),
	columns: z.array(columnName).default([]),
};

/** Checks that read the catalogs or count; each is compiled to one query with bound values. */
export const catalogChecks = [
	z.strictObject({ kind: z.literal('present'), ...objects }),
	z.strictObject({ kind: z.literal('absent'), ...objects }),
	z.strictObject({
		kind: z.literal('columns'),
		table: tableName,
		/** What each named column has to be; `null` stands for a column that must not be there. */
		columns: z.record(
			z.string(),
			z
				.strictObject({
					type: z.string(),
					nullable: z.boolean(),
					/** A constant, or an expression in SQL; null: no default. */
					default: z.union([z.string(), z.number(), z.boolean(), z.null()]).default(null),
				})
				.nullable(),
		),
	}),
	z.strictObject({ kind: z.literal('row_counts'), tables: z.record(tableName, z.int().min(0)) }),
	z.strictObject({
		kind: z.literal('tables_match'),
		/** Tables of the plan's schema contract. */
		tables: z.array(tableName).min(1),
		/** Foreign keys that a later step adds, as `table(column, …)`: not there yet. */
		pending: z.array(z.string().min(1)).default([]),
	}),
	z.strictObject({
		kind: z.literal('only_tables'),
		/** A schema, and all the tables it may hold. */
		schema: z.string().min(1),
		tables: z.array(z.string().min(1)),
	}),
	z.strictObject({
		kind: z.literal('triggers'),
		table: tableName,
		/** No trigger of the table may be disabled, and these have to be there. */
		required: z
			.array(
				z.strictObject({
					name: z.string().min(1),
					timing: z.enum(['before', 'after', 'instead of']),
					events: z.array(z.enum(['insert', 'update', 'delete', 'truncate'])).min(1),
					each: z.enum(['row', 'statement']),
				}),
			)
			.default([]),
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
