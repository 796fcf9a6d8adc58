import { z } from 'zod';
import { seatId } from './seats.ts';

const slug = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'lower-case letters, digits, dots and dashes only');
const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'a lower-case hex sha256 of 64 characters');
const planPath = z
	.string()
	.regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/)
	.refine((path) => !path.split('/').includes('..'), 'must stay inside the plan folder');
/** `schema.table` */
const tableName = z.string().regex(/^[^.\s]+\.[^.\s]+$/, 'a table as schema.table');
/** `schema.table.column` */
const columnName = z.string().regex(/^[^.\s]+\.[^.\s]+\.[^.\s]+$/, 'a column as schema.table.column');
const jsonScalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const lanes = ['standard', 'high'] as const;
export const lane = z.enum(lanes);

/** Structural expectation; rows are compared as JSON values, never as text of the catalog. */
export const expectation = z.union([
	z.strictObject({ scalar: jsonScalar }),
	z.strictObject({ row: z.record(z.string(), jsonScalar) }),
	z.strictObject({ rows: z.array(z.record(z.string(), jsonScalar)) }),
	z.strictObject({ set: z.array(jsonScalar) }),
	z.strictObject({ empty: z.literal(true) }),
]);
export type Expectation = z.infer<typeof expectation>;

/** One read-only statement and what it must return. `source: ours` marks what no source document fixes. */
export const planCheck = z.strictObject({
	id: z.string().min(1),
	title: z.string().min(1),
	sql: z.string().min(1),
	expect: expectation,
	/** Whose eyes: Directus's own connection unless the check asks about the migration role itself. */
	connection: z.enum(['directus', 'migration']).optional(),
	source: z.enum(['seed', 'known', 'ours']).optional(),
});
export type PlanCheck = z.infer<typeof planCheck>;

export const planStep = z.strictObject({
	id: slug,
	title: z.string().min(1),
	item: z.string().optional(),
	lane: lane.default('standard'),
	/** The frozen file this step executes, whole, or the 1-based inclusive range of its statements. */
	file: planPath,
	statements: z.tuple([z.int().min(1), z.int().min(1)]).optional(),
	/** When this check passes before the step, the step is recorded as already satisfied and has no rollback. */
	satisfied_when: planCheck.optional(),
	validate: z.array(planCheck).default([]),
	/** The frozen file that undoes this step alone. */
	rollback: planPath,
});
export type PlanStep = z.infer<typeof planStep>;

export const planSeats = z.strictObject({
	seats: z.array(seatId).min(1),
	/** Distinct people, the requester not counted. */
	people: z.int().min(2).default(2),
	ttl_hours: z.int().min(1).max(720).default(72),
});

export const planFile = z.strictObject({
	id: slug,
	version: z.string().min(1),
	title: z.string().min(1),
	summary: z.string().optional(),
	requires: z.array(slug).default([]),
	transaction: z.enum(['single', 'per_step']),
	lane,
	scope: z.strictObject({
		/** Tables as `schema.table` or `schema.*`, schemas as `schema`: all the plan may touch. */
		allow: z.array(z.string()).min(1),
		/** Untouched, not absent. */
		forbid: z.array(z.string()).default([]),
		/** Sentences for the people who sign. */
		not: z.array(z.string()).default([]),
	}),
	/** Every frozen file: steps, rollbacks and their digests over the file's bytes. */
	sql: z.array(z.strictObject({ file: planPath, sha256: sha256Hex })).min(1),
	steps: z.array(planStep).min(1),
	preflight: z.array(planCheck).default([]),
	expect: z
		.strictObject({
			/** Exact counts before the migration. */
			counts: z.array(z.strictObject({ table: tableName, count: z.int().min(0) })).default([]),
			additions_only: z.boolean().default(true),
			/** Columns a trigger is expected to bump; measured before and after, by primary key. */
			side_effects: z
				.array(
					z.strictObject({ column: columnName, key: z.string(), rows_changed: z.int().min(0), reason: z.string() }),
				)
				.default([]),
		})
		.prefault({}),
	frozen: z.array(tableName).default([]),
	not_restorable: z.array(z.strictObject({ column: columnName, reason: z.string().min(1) })).default([]),
	verify: z.array(planCheck).default([]),
	approvals: z.strictObject({ execution: planSeats }),
	notes: z.array(z.string()).default([]),
});
export type PlanFile = z.infer<typeof planFile>;
