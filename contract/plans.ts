import { z } from 'zod';
import { finding, notExamined, severity, statementLock } from './findings.ts';
import { lane, planRollback } from './plan-file.ts';

const seats = z.object({ seats: z.array(z.string()), people: z.int(), ttl_hours: z.int() });

/** A check as people read it: what it asks and what must come out. */
export const checkView = z.object({
	id: z.string(),
	title: z.string(),
	/** `seed`, `known`, `ours`; empty when the author did not say. */
	source: z.string(),
	/** The query, or the built-in check with its parameters. */
	asks: z.string(),
	expects: z.string(),
});
export type CheckView = z.infer<typeof checkView>;

/** `GET /plans/:id`: a plan as it is frozen. */
export const planView = z.object({
	id: z.string(),
	version: z.string(),
	title: z.string(),
	summary: z.string(),
	digest: z.string(),
	transaction: z.enum(['single', 'per_step']),
	lane,
	requires: z.array(z.string()),
	target: z.object({ database: z.string().nullable(), schemas: z.array(z.string()), not: z.array(z.string()) }),
	timeouts: z.object({ lock_ms: z.int(), statement_ms: z.int() }).nullable(),
	scope: z.object({ allow: z.array(z.string()), forbid: z.array(z.string()), not: z.array(z.string()) }),
	sql: z.array(z.object({ file: z.string(), sha256: z.string() })),
	steps: z.array(
		z.object({
			id: z.string(),
			title: z.string(),
			lane,
			statements: z.array(z.string()),
			rollback: z.array(z.string()),
			satisfied_when: checkView.nullable(),
			validate: z.array(checkView),
		}),
	),
	preflight: z.array(checkView),
	verify: z.array(checkView),
	frozen: z.array(z.string()),
	not_restorable: z.array(z.object({ column: z.string(), reason: z.string() })),
	rollback: z.array(planRollback),
	approvals: z.object({ execution: seats, rollback: seats, retry: seats }),
	/** The seats that sign the execution, and how many people at least. */
	seats: z.array(z.string()),
	people: z.int(),
	register: z.array(z.string()),
	scenarios: z.array(z.string()),
	findings: z.array(finding),
	not_examined: z.array(notExamined),
	locks: z.array(statementLock),
	notes: z.array(z.string()),
});
export type PlanView = z.infer<typeof planView>;

/** `POST /plans/validate`: the files of a plan folder, as text. */
export const validatePlanRequest = z.strictObject({
	files: z
		.array(z.strictObject({ path: z.string().min(1).max(300), content: z.string().max(1_000_000) }))
		.min(1)
		.max(200),
});

/** What `plan validate` and `POST /plans/validate` say of a plan. */
export const planValidation = z.object({
	/** `fail`: an error refuses it, or a hazard is neither remedied nor accepted with a reason. */
	outcome: z.enum(['pass', 'fail']),
	plan: z.string().nullable(),
	digest: z.string(),
	counts: z.record(severity, z.int()),
	findings: z.array(finding),
	not_examined: z.array(notExamined),
	locks: z.array(statementLock),
});
export type PlanValidation = z.infer<typeof planValidation>;
