import { z } from 'zod';
import { gateResult } from './gates.ts';
import { runView } from './runs.ts';
import { seatView } from './seats.ts';
import { signOffView } from './sign-offs.ts';

export const verdicts = [
	'READY',
	'BLOCKED',
	'WAITING',
	'RUNNING',
	'STOPPED',
	'INTERRUPTED',
	'COMPLETED',
	'ROLLED_BACK',
	'UNKNOWN',
] as const;
export const verdict = z.enum(verdicts);
export type Verdict = z.infer<typeof verdict>;

export const nextAction = z.object({ action: z.string(), who: z.array(z.string()), why: z.string() });

/** One line per plan of `GET /status`. */
export const planStatus = z.object({
	plan: z.string(),
	title: z.string(),
	environment: z.string(),
	run: z.string().nullable(),
	verdict,
	/** How many gates pass, and how many do not. */
	gates: z.object({ pass: z.int(), not: z.int() }),
	/** RFC 3339; when the verdict was derived. */
	as_of: z.string(),
	next: z.array(nextAction),
});
export type PlanStatus = z.infer<typeof planStatus>;

/** What the caller may do here; the server decides again on every request. */
export const callerView = z.object({
	user: z.string(),
	admin: z.boolean(),
	seats: z.array(z.string()),
	session: z.boolean(),
	may_ask: z.boolean(),
	may_sign: z.boolean(),
});
export type NextAction = z.infer<typeof nextAction>;
export type CallerView = z.infer<typeof callerView>;

export const statusView = z.object({
	environment: z.string(),
	installation: z.string(),
	protection: z.enum(['append_only', 'tamper_evident']),
	plans: z.array(planStatus),
	/** Plan folders that cannot be used, and why; never left out silently. */
	refused: z.array(z.object({ folder: z.string(), message: z.string() })),
	caller: callerView,
});
export type StatusView = z.infer<typeof statusView>;

/** `GET /readiness?plan=`: everything that blocks, at once. */
export const readinessView = z.object({
	plan: z.string(),
	title: z.string(),
	environment: z.string(),
	verdict,
	as_of: z.string(),
	gates: z.array(gateResult),
	seats: z.array(seatView),
	sign_offs: z.array(signOffView),
	run: runView.nullable(),
	next: z.array(nextAction),
	/** Readable names of the accounts that the audit speaks of by id. */
	names: z.record(z.string(), z.string()),
	/** What this version does not examine yet, in words. */
	not_examined: z.array(z.string()),
	caller: callerView,
});
export type ReadinessView = z.infer<typeof readinessView>;
