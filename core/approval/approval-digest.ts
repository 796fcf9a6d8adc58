import { digestOf } from '../digest/sha256.ts';

/** What a seat holder signs. A fresh backup never voids it; a changed plan, baseline or rehearsal does. */
export interface ApprovalSubject {
	readonly plan_digest: string;
	readonly environment: string;
	readonly baseline: string;
	readonly rehearsal: string;
	readonly backup_policy: { readonly max_age_seconds: number; readonly retention_days: number };
}

export function approvalDigest(subject: ApprovalSubject): string {
	const { plan_digest, environment, baseline, rehearsal, backup_policy } = subject;
	return digestOf({ plan_digest, environment, baseline, rehearsal, backup_policy });
}

/** A step of a rehearsal, with whatever else is known of it. */
interface RehearsedStep {
	readonly step: string;
	readonly satisfied: boolean;
	readonly delta_digest: string;
}

/** What a rehearsal found: what each step did, and the artefact that tells it at length. Durations are no part of it. */
export function rehearsalDigest(steps: readonly RehearsedStep[], artifact: string): string {
	return digestOf({
		steps: steps.map(({ step, satisfied, delta_digest }) => ({ step, satisfied, delta_digest })),
		artifact,
	});
}
