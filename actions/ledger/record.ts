import type { KeyObject } from 'node:crypto';
import type { EvidenceRecord } from '../../contract/evidence.ts';
import { advanceHeads } from '../../core/evidence/advance-heads.ts';
import { anchorFile, type KeptAnchor } from '../../core/evidence/anchor.ts';
import type { ChainHead } from '../../core/evidence/ledger-row.ts';
import { readAnchor } from '../../platform/artifacts/heads-file.ts';
import { readKeysAtHand } from '../../platform/keys/keys-at-hand.ts';
import { appendEvidence, type NewEvidence } from '../../platform/postgres/ledger/append-evidence.ts';
import { lockAnchor } from '../../platform/postgres/ledger/lock-anchor.ts';
import { readHeldChains, readLedgerHeads } from '../../platform/postgres/ledger/read-heads.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { withTransaction } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { findKeyring } from '../key/trusted-keyring.ts';
import { vouchByKeyring } from '../key/vouch-by-keyring.ts';
import { moveAnchor } from './move-anchor.ts';

/** Appends evidence in a transaction of its own and anchors the ledger outside the database. */
export async function record(site: Site, entry: NewEvidence): Promise<EvidenceRecord> {
	const written = await withPooled(site.pool, (session) =>
		withTransaction(session, () => appendEvidence(session, entry)),
	);
	await anchor(site);
	return written;
}

/**
 * Keeps the heads of all chains, and copies of their records, in the artefacts folder: what the database later lacks was
 * taken away. An anchor that is missing, that the ledger gainsays, or whose signature does not count stays as it is:
 * renewed, it would hide just that.
 * @param order `first`: the first key was just enrolled, so that an anchor without a signature is what there had to be
 */
export async function anchor(site: Site, order: { readonly first?: boolean } = {}): Promise<void> {
	await withPooled(site.pool, (session) =>
		withTransaction(session, async () => {
			await lockAnchor(session);
			const current = await readLedgerHeads(session);
			const known = await readAnchor(site.artifactsDir);
			if (known.state === 'kept') {
				const keys = await chooseKeys(site, session, known, order.first === true);
				if (keys) await advance(site, session, { known, current, keys });
			} else if (known.state === 'missing' && isNew(current)) {
				await moveAnchor(site, session, { from: [], to: current, keys: [] });
			} else {
				stay(site, `it is ${known.state}`);
			}
		}),
	);
}

/** Nothing but the enrolment: there is nothing yet that could have been taken away. */
function isNew(heads: readonly ChainHead[]): boolean {
	return heads.length === 1 && heads[0]?.seq === 1;
}

/**
 * The keys to sign the next anchor with. Only what somebody vouches for is vouched for again: a signature under heads that
 * anybody could have written would make them good.
 * @returns none where the anchor goes on without a signature; null where it stays as it is
 */
async function chooseKeys(
	site: Site,
	session: Session,
	known: KeptAnchor,
	first: boolean,
): Promise<readonly KeyObject[] | null> {
	const keyring = await findKeyring(site, session);
	const vouching = vouchByKeyring(keyring, known);
	if (vouching.state === 'invalid' || vouching.state === 'undecided') return stay(site, vouching.reason);
	if (keyring.state !== 'trusted' || vouching.state === 'keyless') return [];
	if (vouching.state === 'unsigned' && !first) return [];
	const keys = await readKeysAtHand(site, keyring.keyring, (await readClock(session)).toISOString());
	return keys.length > 0 ? keys : stay(site, 'it is signed, and this process holds no key in use');
}

interface Advance {
	readonly known: KeptAnchor;
	readonly current: readonly ChainHead[];
	readonly keys: readonly KeyObject[];
}

async function advance(site: Site, session: Session, { known, current, keys }: Advance): Promise<void> {
	const held = await readHeldChains(session, known.heads);
	for (const { chain, seq } of known.heads.filter((head) => !held.has(head.chain)))
		site.log.warn(`the ledger does not hold ${chain}/${seq} as it was anchored: that chain is not anchored any more.`);
	await moveAnchor(site, session, { from: known.heads, to: advanceHeads(known.heads, current, held), keys });
}

function stay(site: Site, reason: string): null {
	site.log.warn(`${anchorFile} stays as it is: ${reason}. See directus cutter evidence verify.`);
	return null;
}

export function cite(record: EvidenceRecord): string {
	return `${record.chain}/${record.seq}`;
}
