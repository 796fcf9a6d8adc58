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
