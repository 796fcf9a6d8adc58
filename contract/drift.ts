import { z } from 'zod';

export const signalKinds = [
	'dot_pair_drift',
	'signature_failure',
	'signature_revoked',
	'migration_step_failed',
] as const;
export const signalKind = z.enum(signalKinds);
export type SignalKind = z.infer<typeof signalKind>;

/** `GET /drift`: three states, and what was not examined. */
export const driftView = z.object({
	state: z.enum(['in_sync', 'drifted', 'unknown']),
	findings: z.array(z.object({ kind: signalKind, fault: z.string(), message: z.string() })),
	not_examined: z.array(z.string()),
});
export type DriftView = z.infer<typeof driftView>;
