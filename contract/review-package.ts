import { z } from 'zod';
import { finding, notExamined, statementLock } from './findings.ts';
import { gateId } from './gates.ts';
import { lane } from './plan-file.ts';
import { checkView } from './plans.ts';

const seats = z.object({ seats: z.array(z.string()), people: z.int(), ttl_hours: z.int() });

/** Whether a command changes the database that the plan is for. */
export const mutations = ['never', 'always', 'conditionally'] as const;

export const reviewOperation = z.object({
	step: z.string(),
	item: z.string(),
	title: z.string(),
	object: z.string(),
	lane,
	/** File and 1-based statements of it. */
	sql: z.string(),
	statements: z.array(z.string()),
	satisfied_when: checkView.nullable(),
	validate: z.array(checkView),
});

export const reviewCommand = z.object({
	id: z.string(),
	title: z.string(),
	/** How it is asked for; null where no request of this version carries it out. */
	request: z.string().nullable(),
	does: z.array(z.string()),
	mutates: z.enum(mutations),
});

export const reviewGate = z.object({
	gate: gateId,
	/** The number that the command review gives it; empty where it has none. */
	label: z.string(),
	aborts_if: z.string(),
});

/** The command-review package: what people read before they sign, rendered from the frozen plan. */
export const reviewPackage = z.object({
	format: z.literal('review-package-v1'),
	plan: z.string(),
	version: z.string(),
	title: z.string(),
	summary: z.string(),
	plan_digest: z.string(),
	scope: z.object({
		database: z.string().nullable(),
		schemas: z.array(z.string()),
		not_in: z.array(z.string()),
		requires: z.array(z.string()),
		transaction: z.enum(['single', 'per_step']),
		lane,
		timeouts: z.object({ lock_ms: z.int(), statement_ms: z.int() }).nullable(),
		operations: z.array(reviewOperation),
		allow: z.array(z.string()),
		forbid: z.array(z.string()),
	}),
	non_scope: z.array(z.string()),
	commands: z.array(reviewCommand),
	preflight: z.array(checkView),
	verify: z.array(checkView),
	counts: z.array(z.object({ table: z.string(), count: z.int() })),
	frozen: z.array(z.string()),
	gates: z.array(reviewGate),
	side_effects: z.array(
		z.object({
			column: z.string(),
			key: z.string(),
			rows_changed: z.int(),
			reason: z.string(),
			restorable: z.boolean(),
		}),
	),
	rollback: z.object({
		entries: z.array(
			z.object({
				id: z.string(),
				title: z.string(),
				steps: z.array(z.string()),
				statements: z.array(z.string()),
				loses: z.string(),
			}),
		),
		not_restorable: z.array(z.object({ column: z.string(), reason: z.string() })),
		trigger: z.array(z.string()),
		seats,
	}),
	approvals: z.object({ execution: seats, retry: seats }),
	hazards: z.array(finding),
	not_examined: z.array(notExamined),
	locks: z.array(statementLock),
	digests: z.array(z.object({ file: z.string(), sha256: z.string() })),
	register: z.array(z.string()),
	scenarios: z.array(z.string()),
	closeout: z.object({
		tables: z.array(z.string()),
		counts: z.array(z.object({ table: z.string(), count: z.int() })),
	}),
	notes: z.array(z.string()),
	/** What this document does not do. */
	status: z.array(z.string()),
});
export type ReviewPackage = z.infer<typeof reviewPackage>;
