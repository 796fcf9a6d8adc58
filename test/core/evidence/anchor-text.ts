import type { KeyObject } from 'node:crypto';
import { stateAnchor, writeAnchor } from '../../../core/evidence/anchor.ts';
import type { ChainHead } from '../../../core/evidence/ledger-row.ts';
import { signAnchor } from '../../../core/evidence/sign-anchor.ts';

export const anchoredAt = '2026-05-15T14:00:00.000Z';

/** An anchor as the product writes it; without keys not signed. */
export function anchorText(
	installation: string,
	heads: readonly ChainHead[],
	{ at = anchoredAt, keys = [] }: { readonly at?: string; readonly keys?: readonly KeyObject[] } = {},
): string {
	const statement = stateAnchor(installation, at, heads);
	return writeAnchor(statement, signAnchor(statement, keys));
}
