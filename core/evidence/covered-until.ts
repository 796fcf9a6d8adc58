import type { KeptAnchor } from './anchor.ts';
import type { LedgerRow } from './ledger-row.ts';

/**
 * When the anchored head of a chain was recorded: whoever signed the anchor did so later. Of a head that the ledger does
 * not hold, or whose time is none, nothing is known.
 * @returns one time, or none
 */
export function coveredUntil({ heads }: KeptAnchor, chain: string, rows: readonly LedgerRow[]): string[] {
	const head = heads.find((candidate) => candidate.chain === chain);
	const row = head && rows.find(({ seq, hash }) => seq === head.seq && hash === head.hash);
	return row && /^\d{4}-[^ ]{14}\.\d{3}Z$/.test(row.recorded_at) && !Number.isNaN(Date.parse(row.recorded_at))
		? [row.recorded_at]
		: [];
}
