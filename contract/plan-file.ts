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
	object: z.string().optional().describe('What the step works on, for people: public.article.'),
	lane: lane.default('standard'),
	file: planPath.describe(
		'The frozen file this step executes, whole, or the 1-based inclusive range of its statements.',
	),
	statements: z.tuple([z.int().min(1), z.int().min(1)]).optional(),
	satisfied_when: planCheck
		.optional()
		.describe('When this check passes before the step, the step is recorded as already satisfied and has no rollback.'),
	validate: z.array(planCheck).default([]),
	rollback: planPath.describe('The frozen file that undoes this step alone.'),
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
	steps: z.array(slug).min(1).describe('Ids of steps, last executed first.'),
	loses: z.string().min(1).optional(),
});

export const planFile = z.strictObject({
	id: slug,
	version: z.string().min(1),
	title: z.string().min(1),
	summary: z.string().optional(),
	requires: z.array(slug).default([]).describe('Plans that must be completed here first.'),
	target: z
		.strictObject({
			database: z.string().min(1).optional().describe('Name of the database the plan is written for.'),
			schemas: z.array(z.string().min(1)).default([]).describe('Schemas that must be there before the first step.'),
			not: z.array(z.string().min(1)).default([]).describe('Labels of environments that the plan must never run in.'),
		})
		.prefault({}),
	transaction: z.enum(['single', 'per_step']),
	lane,
	/** Bounds that travel with the SQL; a site may set tighter ones, never looser. Milliseconds. */
	timeouts: z
		.strictObject({ lock_ms: z.int().min(100).max(600_000), statement_ms: z.int().min(1_000).max(86_400_000) })
		.optional(),
	scope: z.strictObject({
		allow: z
			.array(z.string())
			.min(1)
			.describe('Tables as schema.table or schema.*, schemas as schema: all the plan may touch.'),
		forbid: z.array(z.string()).default([]).describe('Untouched, not absent.'),
		not: z.array(z.string()).default([]).describe('Sentences for the people who sign.'),
	}),
	sql: z
		.array(z.strictObject({ file: planPath, sha256: sha256Hex }))
		.min(1)
		.describe('Every frozen file: steps, rollbacks and their digests over the file’s bytes.'),
	steps: z.array(planStep).min(1),
	preflight: z.array(planCheck).default([]),
	expect: z
		.strictObject({
			counts: z
				.array(z.strictObject({ table: tableName, count: z.int().min(0) }))
				.default([])
				.describe('Exact counts before the migration.'),
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
	rollback: z
		.array(planRollback)
		.default([])
		.describe('LIFO of the execution order, together covering every step; the SQL is that of the steps.'),
	contract: planPath.optional().describe('Schema contract of the tables that the plan creates, a file of the folder.'),
	approvals: z.strictObject({
		execution: planSeats,
		rollback: planSeats.prefault({ seats: ['d32', 'g4', 'sovereign'] }),
		retry: z
			.strictObject({ seats: people, people: z.int().min(1).default(1), ttl_hours: hours })
			.prefault({ seats: ['d32'] }),
	}),
	register: z
		.array(z.string().min(1))
		.default([])
		.describe('Items of the blocker register that must be closed before execution.'),
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
