import { z } from 'zod';
import { gateOutcome } from './outcomes.ts';

/** Gate ids are slugs; the numbers in `gateLabels` are the labels of the command review. */
export const gateIds = [
	'identity-certain',
	'host-ready',
	'run-exclusive',
	'plan-frozen',
	'plans-required',
	'seats-held',
	'preflight-passed',
	'targets-absent',
	'counts-expected',
	'rehearsal-current',
	'approval-quorum',
	'baseline-unchanged',
	'backup-restorable',
	'backup-fresh',
	'transactions-quiet',
	'scope-kept',
	'delta-rehearsed',
	'ledger-agrees',
	'verification-passed',
	'register-closed',
] as const;
export const gateId = z.enum(gateIds);
export type GateId = z.infer<typeof gateId>;

export const gateLabels: Partial<Record<GateId, string>> = {
	'backup-restorable': 'G-1',
	'backup-fresh': 'G-2',
	'plan-frozen': 'G-3',
	'identity-certain': 'G-4',
	'targets-absent': 'G-5, G-6',
	'counts-expected': 'G-7',
	'preflight-passed': 'G-8',
	'verification-passed': 'G-9',
	'rehearsal-current': 'G-10',
	'ledger-agrees': 'G-11',
};

/** A gate's verdict: what is wrong, which evidence shows it, who can change it, and the next action. */
export const gateResult = z.object({
	gate: gateId,
	outcome: gateOutcome,
	reason: z.string(),
	/** Ids of evidence (`chain/seq`) or digests of artefacts the verdict rests on. */
	evidence: z.array(z.string()),
	/** Seats or accounts that can change the verdict; empty when the gate passes. */
	who: z.array(z.string()),
	/** The next action, in words; empty when the gate passes. */
	next: z.string(),
});
export type GateResult = z.infer<typeof gateResult>;
