import type { KeyObject } from 'node:crypto';
import { stateAnchor } from '../../core/evidence/anchor.ts';
import type { ChainHead } from '../../core/evidence/ledger-row.ts';
import { signAnchor } from '../../core/evidence/sign-anchor.ts';
import { writeHeads } from '../../platform/artifacts/heads-file.ts';
import { hasCopies, keepCopies } from '../../platform/artifacts/ledger-copies.ts';
import { readInstallation } from '../../platform/postgres/installation/read-installation.ts';
import { readLedgerRows } from '../../platform/postgres/ledger/read-ledger-rows.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import type { Session } from '../../platform/postgres/session.ts';
import type { Site } from '../../platform/site.ts';

export interface AnchorMove {
	readonly from: readonly ChainHead[];
	readonly to: readonly ChainHead[];
	/** Sign it; none: it is not signed. */
	readonly keys: readonly KeyObject[];
}

/** Moves the anchor, under its lock. The copies first: whatever is anchored has its copy. */
export async function moveAnchor(site: Site, session: Session, { from, to, keys }: AnchorMove): Promise<void> {
	for (const { chain, seq } of to) {
		const known = from.find((head) => head.chain === chain)?.seq ?? 0;
		const after = (await hasCopies(site.artifactsDir, chain)) ? known : 0;
		if (seq > after) await keepCopies(site.artifactsDir, await readLedgerRows(session, chain, after));
	}
	const installation = await readInstallation(session);
	if (!installation) return;
	const statement = stateAnchor(installation.id, (await readClock(session)).toISOString(), to);
	await writeHeads(site.artifactsDir, statement, signAnchor(statement, keys));
}
