import { z } from 'zod';

/** A checker passes, fails, or could not decide. Blindness is `error`, never "absent". */
export const checkOutcomes = ['pass', 'fail', 'error'] as const;
export const checkOutcome = z.enum(checkOutcomes);
export type CheckOutcome = z.infer<typeof checkOutcome>;

/** A gate can also be `blocked`: time or people can still supply what is missing. */
export const gateOutcomes = ['pass', 'blocked', 'fail', 'error'] as const;
export const gateOutcome = z.enum(gateOutcomes);
export type GateOutcome = z.infer<typeof gateOutcome>;

/** What one check found, with the connection it was read over. */
export const checkResult = z.object({
	id: z.string(),
	title: z.string(),
	outcome: checkOutcome,
	/** One sentence: what was expected and what was seen. */
	message: z.string(),
	connection: z.enum(['directus', 'migration']),
});
export type CheckResult = z.infer<typeof checkResult>;
