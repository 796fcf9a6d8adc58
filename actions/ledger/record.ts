import type { EvidenceRecord } from '../../contract/evidence.ts';
import { advanceHeads } from '../../core/evidence/advance-heads.ts';
import { anchorFile } from '../../core/evidence/anchor.ts';
import type { ChainHead } from '../../core/evidence/ledger-row.ts';
import { readAnchor, writeHeads } from '../../platform/artifacts/heads-file.ts';
import { hasCopies, keepCopies } from '../../platform/artifacts/ledger-copies.ts';
import { readInstallation } from '../../platform/postgres/installation/read-installation.ts';
import { appendEvidence, type NewEvidence } from '../../platform/postgres/ledger/append-evidence.ts';
import { lockAnchor } from '../../platform/postgres/ledger/lock-anchor.ts';
import { readHeldChains, readLedgerHeads } from '../../platform/postgres/ledger/read-heads.ts';
import { readLedgerRows } from '../../platform/postgres/ledger/read-ledger-rows.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { withTransaction } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';

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
 * taken away. An anchor that is missing, or that the ledger gainsays, stays as it is: renewed, it would hide just that.
 */
export async function anchor(site: Site): Promise<void> {
	await withPooled(site.pool, (session) =>
		withTransaction(session, async () => {
			await lockAnchor(session);
			const current = await readLedgerHeads(session);
			const known = await readAnchor(site.artifactsDir);
			if (known.state === 'kept') {
				const held = await readHeldChains(session, known.heads);
				for (const { chain, seq } of known.heads.filter((head) => !held.has(head.chain)))
					site.log.warn(
						`the ledger does not hold ${chain}/${seq} as it was anchored: that chain is not anchored any more.`,
					);
				await moveAnchor(site, session, known.heads, advanceHeads(known.heads, current, held));
			} else if (known.state === 'missing' && isNew(current)) {
				await moveAnchor(site, session, [], current);
			} else {
				site.log.warn(
					`${anchorFile} is ${known.state}: the ledger is not anchored. See directus cutter evidence verify.`,
				);
			}
		}),
	);
}

/** Nothing but the enrolment: there is nothing yet that could have been taken away. */
function isNew(heads: readonly ChainHead[]): boolean {
	return heads.length === 1 && heads[0]?.seq === 1;
}

/** The copies first: whatever is anchored has its copy. */
export async function moveAnchor(
	site: Site,
	session: Session,
	from: readonly ChainHead[],
	to: readonly ChainHead[],
): Promise<void> {
	for (const { chain, seq } of to) {
		const known = from.find((head) => head.chain === chain)?.seq ?? 0;
		const after = (await hasCopies(site.artifactsDir, chain)) ? known : 0;
		if (seq > after) await keepCopies(site.artifactsDir, await readLedgerRows(session, chain, after));
	}
	const installation = await readInstallation(session);
	if (installation) await writeHeads(site.artifactsDir, installation.id, to);
}

export function cite(record: EvidenceRecord): string {
	return `${record.chain}/${record.seq}`;
}
