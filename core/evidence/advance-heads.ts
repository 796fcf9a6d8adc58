import type { ChainHead } from './ledger-row.ts';

/**
 * The heads to anchor next. A chain moves on only from an anchored head that it still holds: an anchor that followed a
 * database restored from a backup, or cut short, would agree with what it is there to show.
 * @param held the chains whose anchored head the ledger still holds
 */
export function advanceHeads(
	anchored: readonly ChainHead[],
	current: readonly ChainHead[],
	held: ReadonlySet<string>,
): ChainHead[] {
	const lost = anchored.filter(({ chain }) => !held.has(chain));
	const stays = new Set(lost.map(({ chain }) => chain));
	return [...lost, ...current.filter(({ chain }) => !stays.has(chain))];
}
