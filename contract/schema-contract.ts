import { z } from 'zod';

const identifier = z.string().min(1).max(63);
const tableName = z.string().regex(/^[^.\s]+\.[^.\s]+$/, 'a table as schema.table');

/** Where a name or a rule comes from: the source documents, what is recorded elsewhere, or the author of the plan. */
export const sources = ['seed', 'known', 'ours'] as const;
export const source = z.enum(sources);

export const contractColumn = z.strictObject({
	/** As `format_type` prints it, e.g. `timestamp with time zone`; `timestamptz` and the like are understood. */
	type: z.string().min(1),
	nullable: z.boolean().default(true),
	/** A constant, or an expression in SQL; absent: no default. */
	default: z.union([z.string(), z.number(), z.boolean()]).optional(),
	/** An enumeration kept as text; the values stand in the column's comment. */
	allowed: z.array(z.string()).min(1).optional(),
	source: source.optional(),
});
export type ContractColumn = z.infer<typeof contractColumn>;

export const contractForeignKey = z.strictObject({
	columns: z.array(identifier).min(1),
	references: tableName,
	to: z.array(identifier).min(1),
	/** Checked at COMMIT. */
	deferred: z.boolean().default(false),
	source: source.optional(),
});
export type ContractForeignKey = z.infer<typeof contractForeignKey>;

/** One table as it has to be: nothing more and nothing less than stands here. */
export const contractTable = z.strictObject({
	columns: z.record(identifier, contractColumn),
	primary_key: z.array(identifier).min(1),
	foreign_keys: z.array(contractForeignKey).default([]),
	unique: z.array(z.array(identifier).min(1)).default([]),
	/** Check constraints by name, with the columns they speak of. */
	checks: z.array(z.strictObject({ name: identifier, columns: z.array(identifier).min(1) })).default([]),
	/** Indexes beside those of the constraints, by their columns in order. */
	indexes: z.array(z.array(identifier).min(1)).default([]),
});
export type ContractTable = z.infer<typeof contractTable>;

/** `schema-contract.yaml` of a plan: the tables that it creates, declared once, checked against its DDL and the live catalog. */
export const schemaContract = z.strictObject({ tables: z.record(tableName, contractTable) });
export type SchemaContract = z.infer<typeof schemaContract>;
