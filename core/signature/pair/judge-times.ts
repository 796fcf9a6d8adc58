import type { PairHalf, PairReason, SignedHalf } from '../../../contract/signatures.ts';
import { momentOf } from '../moment-of.ts';
import { reasonsOf } from './open-half.ts';
import type { PresentedHalf } from './pair-to-verify.ts';

/** Between the signer's clock and the one that recorded it, either way. */
const toleranceSeconds = 300;

/**
 * A signature is recorded when it is made: a time of signing far from that was made up, or the signature was kept back.
 * @param deadline the last instant at which it could be recorded; null: there is none
 */
export function judgeTimes(
	half: PairHalf,
	{ payload_envelope }: SignedHalf,
	{ recorded_at, revocation }: PresentedHalf,
	deadline: string | null,
): PairReason[] {
	const say = reasonsOf(half);
	const { signed_at } = payload_envelope.signer;
	const reasons: PairReason[] = [];
	if (Math.abs(momentOf(signed_at) - momentOf(recorded_at)) > toleranceSeconds * 1000)
		reasons.push(
			say(
				'SIGNED_AT_IMPLAUSIBLE',
				'payload_envelope.signer.signed_at',
				`expected a time within ${toleranceSeconds} s of the record at ${recorded_at}, got ${signed_at}`,
			),
		);
	if (deadline !== null && momentOf(recorded_at) > momentOf(deadline))
		reasons.push(say('LATE', '', `expected a record until ${deadline}, got one at ${recorded_at}`));
	if (revocation)
		reasons.push(
			say(
				'SIGNATURE_REVOKED',
				'',
				`revoked at ${revocation.revoked_at} by ${revocation.revoked_by}: ${revocation.revocation_reason}`,
			),
		);
	return reasons;
}
