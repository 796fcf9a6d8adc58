import { approvalDigest, rehearsalDigest } from '../../approval/approval-digest.ts';
import { type RehearsalCompleted, rehearsalCompleted } from '../../evidence/bodies.ts';
import { type BundleCheck, check, type Recorded, recordsOfKind } from '../bundle-check.ts';
import type { OpenedBundle } from '../open-bundle.ts';

/** The digest that people signed is the digest of plan, environment, baseline, rehearsal and backup policy. */
export function verifyApproval({ manifest, chain }: OpenedBundle): BundleCheck {
	return check('approval', 'The approval digest is that of what was to be approved', () => {
		const rehearsals = readRehearsals(chain);
		const passing = rehearsals.filter(({ body }) => body.approval_digest !== null);
		const wrong: string[] = [];
		const undecided: string[] = [];
		for (const { seq, body } of rehearsals) {
			if ((body.outcome === 'pass') !== (body.approval_digest !== null))
				wrong.push(`record ${seq}: a rehearsal has an approval digest when it passed, and only then`);
			const { backup_policy, approval_digest } = body;
			if (approval_digest === null) continue;
			if (!backup_policy) undecided.push(`record ${seq} does not say which backup policy is part of the digest`);
			else if (deriveApproval(manifest.environment, body, backup_policy) !== approval_digest)
				wrong.push(`record ${seq}: the approval digest is not that of its parts`);
		}
		const derived = passing.map(({ body }) => body.approval_digest).join(', ');
		return { wrong, undecided, passed: derived ? `derived: ${derived}` : 'there was nothing to approve yet' };
	});
}

export function readRehearsals(chain: OpenedBundle['chain']): Recorded<RehearsalCompleted>[] {
	return recordsOfKind(chain, 'rehearsal.completed', rehearsalCompleted);
}

function deriveApproval(
	environment: string,
	{ plan_digest, baseline, steps, artifact }: RehearsalCompleted,
	backup_policy: NonNullable<RehearsalCompleted['backup_policy']>,
): string {
	return approvalDigest({
		plan_digest,
		environment,
		baseline,
		rehearsal: rehearsalDigest(steps, artifact),
		backup_policy,
	});
}
