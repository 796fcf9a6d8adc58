import { z } from 'zod';

/** An `error` refuses the plan. A `hazard` is for people to weigh: remedied, or accepted beside the statement with a reason. */
export const severities = ['error', 'hazard'] as const;
export const severity = z.enum(severities);
export type Severity = z.infer<typeof severity>;

/** One thing the lint found in a plan: what, where, and what to do. */
export const finding = z.object({
	/** Slug of the rule, e.g. `table-rewrite`; a suppression names it. */
	rule: z.string(),
	severity,
	/** Path within the plan folder. */
	file: z.string(),
	/** 1-based; the column counts characters. */
	line: z.int().min(1),
	column: z.int().min(1),
	/** 1-based number of the statement in its file, an outermost BEGIN not counted; null outside SQL. */
	statement: z.int().min(1).nullable(),
	message: z.string(),
	remedy: z.string(),
	/** Why the author accepts the hazard, as written beside the statement; null when nobody has. */
	accepted: z.string().nullable(),
});
export type Finding = z.infer<typeof finding>;

/** What the lint could not look into, so that nobody takes silence for a pass. */
export const notExamined = z.object({
	file: z.string(),
	line: z.int().min(1),
	column: z.int().min(1),
	statement: z.int().min(1).nullable(),
	what: z.string(),
});
export type NotExamined = z.infer<typeof notExamined>;

/** The lock a statement takes on a relation that stands before the plan, as LOCK TABLE spells its mode. */
export const statementLock = z.object({
	file: z.string(),
	line: z.int().min(1),
	statement: z.int().min(1),
	relation: z.string(),
	mode: z.string(),
});
export type StatementLock = z.infer<typeof statementLock>;

/** All that was read from the syntax trees of a plan's SQL. */
export const lintReport = z.object({
	findings: z.array(finding),
	not_examined: z.array(notExamined),
	locks: z.array(statementLock),
});
export type LintReport = z.infer<typeof lintReport>;
