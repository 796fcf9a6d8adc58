import type { Keyring, KeyView, PairHalf } from '../../../contract/signatures.ts';
import { judgeKey } from './judge-key.ts';

/**
 * Every key as it stands at an instant, in the order of enrolment.
 * @param atHand for each half the public key whose private half is at hand, where there is one
 */
export function viewKeys(
	keyring: Keyring,
	at: string,
	atHand: Readonly<Partial<Record<PairHalf, string | null>>>,
): KeyView[] {
	return keyring.keys.flatMap((key) => {
		const { state } = judgeKey(keyring, key.public_key, at);
		if (state === 'unknown') return [];
		const ends = [key.not_after, key.revoked_at].filter((end) => end !== null);
		return [
			{
				holder: key.holder,
				key_id: key.key_id,
				state,
				since: key.enrolled_at,
				until: ends.toSorted()[0] ?? null,
				revocation_reason: key.revocation_reason,
				prior: key.prior,
				at_hand: atHand[key.holder] === key.public_key,
			},
		];
	});
}

/** The key by which a half signs at an instant; null where it has none. Of several the newest. */
export function keyInUse(keyring: Keyring, holder: PairHalf, at: string) {
	return (
		keyring.keys.findLast((key) => key.holder === holder && judgeKey(keyring, key.public_key, at).state === 'valid') ??
		null
	);
}
