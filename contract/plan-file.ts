import { z } from 'zod';
import { columnName, planCheck, tableName } from './plan-check.ts';
import { seatId } from './seats.ts';

const slug = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'lower-case letters, digits, dots and dashes only');
const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'a lower-case hex sha256 of 64 characters');
const planPath = z
	.string()
	.regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/)
	.refine((path) => !path.split('/').includes('..'), 'must stay inside the plan folder');

export const lanes = ['standard', 'high'] as const;
export const lane = z.enum(lanes);

export const planStep = z.strictObject({
	id: slug,
	title: z.string().min(1),
	item: z.string().optional(),
	/** What the step works on, for people: `public.article`. */
	object: z.string().optional(),
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

const people = z.array(seatId).min(1);
const hours = z.int().min(1).max(720).default(72);

/** Who signs an operation: these seats, by so many distinct people, the requester not counted. */
export const planSeats = z.strictObject({ seats: people, people: z.int().min(2).default(2), ttl_hours: hours });
export type PlanSeats = z.infer<typeof planSeats>;

/** A rollback step as people speak of it: which steps it undoes, and what does not come back. */
export const planRollback = z.strictObject({
	id: z.string().min(1),
	title: z.string().min(1),
	/** Ids of steps, last executed first. */
	steps: z.array(slug).min(1),
	loses: z.string().min(1).optional(),
});

export const planFile = z.strictObject({
	id: slug,
	version: z.string().min(1),
	title: z.string().min(1),
	summary: z.string().optional(),
	/** Plans that must be completed here first. */
	requires: z.array(slug).default([]),
	target: z
		.strictObject({
			/** Name of the database the plan is written for. */
			database: z.string().min(1).optional(),
			/** Schemas that must be there before the first step. */
			schemas: z.array(z.string().min(1)).default([]),
			/** Labels of environments that the plan must never run in. */
			not: z.array(z.string().min(1)).default([]),
		})
		.prefault({}),
	transaction: z.enum(['single', 'per_step']),
	lane,
	/** Bounds that travel with the SQL; a site may set tighter ones, never looser. Milliseconds. */
	timeouts: z
		.strictObject({ lock_ms: z.int().min(100).max(600_000), statement_ms: z.int().min(1_000).max(86_400_000) })
		.optional(),
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
	/** LIFO of the execution order, together covering every step; the SQL is that of the steps. */
	rollback: z.array(planRollback).default([]),
	/** Schema contract of the tables that the plan creates, a file of the folder. */
	contract: planPath.optional(),
	approvals: z.strictObject({
		execution: planSeats,
		rollback: planSeats.prefault({ seats: ['d32', 'g4', 'sovereign'] }),
		retry: z
			.strictObject({ seats: people, people: z.int().min(1).default(1), ttl_hours: hours })
			.prefault({ seats: ['d32'] }),
	}),
	/** Items of the blocker register that must be closed before execution. */
	register: z.array(z.string().min(1)).default([]),
	rehearsal: z.strictObject({ scenarios: z.array(z.string().min(1)).default([]) }).prefault({}),
	/** What the closing backup must be proven to hold, in the dump and in the restored copy. */
	closeout: z
		.strictObject({
			tables: z.array(tableName).default([]),
			counts: z.array(z.strictObject({ table: tableName, count: z.int().min(0) })).default([]),
		})
		.prefault({}),
	notes: z.array(z.string()).default([]),
});
export type PlanFile = z.infer<typeof planFile>;
