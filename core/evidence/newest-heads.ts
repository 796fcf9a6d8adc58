import type { ChainHead } from './ledger-row.ts';

/**
 * For each chain the head that is known to reach furthest: an anchor may be missing, or an older one put back, where the
 * copies beside it still say how far the chain once went.
 */
export function newestHeads(anchored: readonly ChainHead[], copied: readonly ChainHead[]): ChainHead[] {
	const newest = new Map(copied.map((head) => [head.chain, head]));
	for (const head of anchored) if (head.seq >= (newest.get(head.chain)?.seq ?? 0)) newest.set(head.chain, head);
	return [...newest.values()];
}
