import type { PairReason, RevisionPolicy, SignedHalf } from '../../../contract/signatures.ts';
import { judgeRevisions } from '../../signal/judge-pair.ts';

export interface Revisions {
	readonly executor_tool_revision: string | null;
	readonly verifier_tool_revision: string | null;
	readonly tool_revision_match: boolean | null;
	readonly reasons: readonly PairReason[];
}

/**
 * That team used the flag in two opposite senses: equal revisions were first a condition, then a fault. So the policy is
 * said by whoever verifies, and kept with the verdict.
 */
export function judgeRevisionPolicy(
	executor: SignedHalf | null,
	verifier: SignedHalf | null,
	policy: RevisionPolicy,
): Revisions {
	const [ours, theirs] = [executor, verifier].map((half) => half?.payload_envelope.signer.tool_revision ?? null);
	const [executor_tool_revision = null, verifier_tool_revision = null] = [ours, theirs];
	const findings = judgeRevisions(executor_tool_revision, verifier_tool_revision, policy, 'recorded');
	return {
		executor_tool_revision,
		verifier_tool_revision,
		tool_revision_match: executor && verifier ? executor_tool_revision === verifier_tool_revision : null,
		reasons: findings.map(({ message }) => ({
			code: 'REVISION_MISMATCH',
			half: null,
			field: 'payload_envelope.signer.tool_revision',
			message,
		})),
	};
}
