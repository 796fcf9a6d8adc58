import { installationChain } from '../../contract/evidence.ts';
import type { CheckOutcome } from '../../contract/outcomes.ts';
import { worstOutcome } from '../check/worst-outcome.ts';
import { sha256 } from '../digest/sha256.ts';
import type { BundleCheck } from './bundle-check.ts';
import type { BundleTrust } from './bundle-trust.ts';
import { cannotKnow } from './cannot-know.ts';
import { chooseAnchor, verifyAnchor } from './checks/anchor.ts';
import { verifyApproval } from './checks/approval.ts';
import { verifyArtifacts } from './checks/artifacts.ts';
import { verifyInstallationChain, verifyRunChain } from './checks/chains.ts';
import { verifyMembers } from './checks/members.ts';
import { verifyMigration } from './checks/migration.ts';
import { verifyPlan } from './checks/plan.ts';
import { verifyQuorum, verifySignOffs } from './checks/sign-offs.ts';
import { describePosition } from './describe-position.ts';
import { openBundle } from './open-bundle.ts';

export interface BundleVerification {
	/** `fail`: something is wrong. `error`: something is missing, so that not everything could be decided. */
	readonly outcome: CheckOutcome;
	/** Of the archive: what to write down when it is handed on. */
	readonly sha256: string;
	readonly run: string;
	readonly plan: string;
	/** Where the run stands by its evidence. */
	readonly position: string;
	readonly checks: readonly BundleCheck[];
	/** What no bundle can show. */
	readonly cannot_know: readonly string[];
}

/**
 * Judges an evidence bundle by itself: no database, no network, no clock.
 * @throws BundleError when it is none, or cannot be read
 */
export function verifyBundle(archive: Uint8Array, trust: BundleTrust = {}): BundleVerification {
	const bundle = openBundle(archive);
	const { run, plan } = bundle.manifest;
	const anchor = chooseAnchor(bundle, trust.heads);
	const headOf = (chain: string) =>
		anchor.state === 'kept' ? anchor.heads.find((head) => head.chain === chain) : undefined;
	const checks = [
		verifyMembers(bundle),
		verifyAnchor(bundle, anchor, trust),
		verifyRunChain(bundle, headOf(run)),
		verifyInstallationChain(bundle, headOf(installationChain)),
		verifyPlan(bundle),
		verifyArtifacts(bundle),
		verifyApproval(bundle),
		verifySignOffs(bundle),
		verifyQuorum(bundle),
		verifyMigration(bundle),
	];
	return {
		outcome: worstOutcome(checks),
		sha256: sha256(archive),
		run,
		plan,
		position: describePosition(bundle.chain),
		checks,
		cannot_know: cannotKnow(bundle, trust),
	};
}
