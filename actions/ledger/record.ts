import type { EvidenceRecord } from '../../contract/evidence.ts';
import { writeHeads } from '../../platform/artifacts/heads-file.ts';
import { appendEvidence, type NewEvidence } from '../../platform/postgres/ledger/append-evidence.ts';
import { readLedgerHeads } from '../../platform/postgres/ledger/read-heads.ts';
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

/** Keeps the heads of all chains in the artefacts folder: what the database later lacks was taken away. */
export async function anchor(site: Site): Promise<void> {
	await writeHeads(site.artifactsDir, await withPooled(site.pool, readLedgerHeads));
}

export function cite(record: EvidenceRecord): string {
	return `${record.chain}/${record.seq}`;
}
