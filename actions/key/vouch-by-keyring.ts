import type { KeptAnchor } from '../../core/evidence/anchor.ts';
import { type Vouching, vouchForAnchor } from '../../core/evidence/vouch-for-anchor.ts';
import type { FoundKeyring } from './trusted-keyring.ts';

/** Who vouches for an anchor, by the keyring as it was found. */
export function vouchByKeyring(found: FoundKeyring, anchor: KeptAnchor, notBefore: string | null = null): Vouching {
	if (found.state === 'trusted') return vouchForAnchor(anchor, found.keyring, notBefore);
	return { state: 'undecided', reason: found.reason };
}
