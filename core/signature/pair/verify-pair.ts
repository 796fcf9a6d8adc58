import type { PairHalf, PairReason, PairVerdict, SignedHalf } from '../../../contract/signatures.ts';
import { concludePair } from './conclude.ts';
import { judgeAuthorship } from './judge-authorship.ts';
import { judgeRevisionPolicy } from './judge-revision-policy.ts';
import { judgeCountersignature, judgeStatement } from './judge-statements.ts';
import { judgeTimes } from './judge-times.ts';
import { openHalf } from './open-half.ts';
import type { PairToVerify, PresentedHalf } from './pair-to-verify.ts';

interface JudgedHalf {
	readonly signed: SignedHalf | null;
	readonly key: string | null;
	readonly reasons: readonly PairReason[];
}

/**
 * Are both halves there, whole, by the keys of two signers, in time, about what really happened, and about each other?
 * Everything that speaks against the pair is said at once. The verdict keeps the policy and the scheme that it went by.
 */
export function verifyPair(pair: PairToVerify): PairVerdict {
	const executor = judgeHalf('executor', pair.executor, pair);
	const verifier = judgeHalf('verifier', pair.verifier, pair);
	const link = executor.signed && verifier.signed ? judgeCountersignature(executor.signed, verifier.signed) : [];
	const { reasons: drift, ...revisions } = judgeRevisionPolicy(executor.signed, verifier.signed, pair.revision_policy);
	const reasons = [...executor.reasons, ...verifier.reasons, ...link, ...drift];
	return {
		...concludePair(reasons),
		reasons,
		revision_policy: pair.revision_policy,
		...revisions,
		scheme: executor.key && verifier.key ? 'ed25519' : 'integrity_check',
		keys: { executor: executor.key, verifier: verifier.key },
		verified_at: pair.now,
	};
}

function judgeHalf(half: PairHalf, presented: PresentedHalf | null, pair: PairToVerify): JudgedHalf {
	const { signed, reasons } = openHalf(half, presented, pair.expected.subject);
	if (!presented || !signed) return { signed: null, key: null, reasons };
	// Where only the integrity check is asked for, a signature that is there still has to be good.
	const author =
		pair.scheme === 'ed25519' || signed.dsse
			? judgeAuthorship(half, signed, pair.keyring, presented.recorded_at)
			: { key: null, reasons: [] };
	const deadline = half === 'verifier' ? pair.deadline : null;
	return {
		signed,
		key: author.key,
		reasons: [
			...reasons,
			...author.reasons,
			...judgeTimes(half, signed, presented, deadline),
			...judgeStatement(half, signed, pair.expected),
		],
	};
}
