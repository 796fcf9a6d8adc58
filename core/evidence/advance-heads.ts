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
	const kept = new Map(anchored.map((head) => [head.chain, head]));
	const isNext = ({ chain, seq }: ChainHead) => held.has(chain) && seq >= (kept.get(chain)?.seq ?? 0);
	for (const head of current) if (!kept.has(head.chain) || isNext(head)) kept.set(head.chain, head);
	return [...kept.values()];
}
