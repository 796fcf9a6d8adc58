import { z } from 'zod';

const identifier = z.string().min(1).max(63);
/** `schema.table` */
export const tableName = z.string().regex(/^[^.\s]+\.[^.\s]+$/, 'a table as schema.table');

/** Where a name or a rule comes from: the source documents, what is recorded elsewhere, or the author of the plan. */
export const sources = ['seed', 'known', 'ours'] as const;
export const source = z.enum(sources);

/** A constant, compared as a value; or an expression in SQL, its names qualified, compared as a syntax tree. */
export const columnDefault = z.union([z.string(), z.number(), z.boolean(), z.strictObject({ sql: z.string().min(1) })]);
export type ColumnDefault = z.infer<typeof columnDefault>;

export const contractColumn = z.strictObject({
	type: z.string().min(1).describe('In any spelling PostgreSQL reads; a type outside pg_catalog with its schema.'),
	nullable: z.boolean().default(true),
	default: columnDefault.optional().describe('Absent: no default.'),
	allowed: z
		.array(z.string().min(1))
		.min(1)
		.optional()
		.describe('An enumeration kept as text: the application keeps to these values, the database does not know them.'),
	documented: z.boolean().default(true).describe("The allowed values stand in the column's comment."),
	source: source.optional(),
});
export type ContractColumn = z.infer<typeof contractColumn>;

export const contractForeignKey = z.strictObject({
	columns: z.array(identifier).min(1),
	references: tableName,
	to: z.array(identifier).min(1),
	deferred: z.boolean().default(false).describe('Checked at COMMIT.'),
	source: source.optional(),
});
export type ContractForeignKey = z.infer<typeof contractForeignKey>;

export const contractCheck = z.strictObject({
	name: identifier,
	columns: z.array(identifier).min(1).describe('The columns it speaks of.'),
	exactly_one: z
		.boolean()
		.default(false)
		.describe('Exactly one of the columns is not NULL, however the expression puts it.'),
	source: source.optional(),
});
export type ContractCheck = z.infer<typeof contractCheck>;

/** One table as it has to be: nothing more and nothing less than stands here. */
export const contractTable = z.strictObject({
	columns: z.record(identifier, contractColumn),
	primary_key: z.array(identifier).min(1),
	foreign_keys: z.array(contractForeignKey).default([]),
	unique: z.array(z.array(identifier).min(1)).default([]),
	checks: z.array(contractCheck).default([]),
	indexes: z
		.array(z.array(identifier).min(1))
		.default([])
		.describe('Plain indexes beside those of the constraints, by their columns in order.'),
});
export type ContractTable = z.infer<typeof contractTable>;

/** `schema-contract.yaml` of a plan: the tables that it creates, declared once, checked against its DDL and the live catalog. */
export const schemaContract = z.strictObject({ tables: z.record(tableName, contractTable) });
export type SchemaContract = z.infer<typeof schemaContract>;
