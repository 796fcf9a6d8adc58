import type { LedgerFault, LedgerVerification } from '../../contract/evidence.ts';
import { verifyChain } from '../../core/evidence/verify-chain.ts';
import { readHeads } from '../../platform/artifacts/heads-file.ts';
import { readControlState } from '../../platform/postgres/control/read-control-state.ts';
import { listChains, readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';

/** Recomputes every hash of every chain and compares the ledger with its anchor. */
export async function verifyLedger(site: Site): Promise<LedgerVerification> {
	const heads = await readHeads(site.artifactsDir);
	return withPooled(site.pool, (session) =>
		withReadOnly(session, async () => {
			const { append_only } = await readControlState(session);
			const chains = new Set([...(await listChains(session)), ...(heads ?? []).map(({ chain }) => chain)]);
			const faults: LedgerFault[] = [];
			let records = 0;
			for (const chain of chains) {
				const verified = await verifyOne(
					session,
					chain,
					heads?.find((head) => head.chain === chain),
				);
				faults.push(...verified.faults);
				records += verified.records;
			}
			return {
				outcome: faults.length === 0 ? 'pass' : 'fail',
				chains: chains.size,
				records,
				protection: append_only ? 'append_only' : 'tamper_evident',
				anchored: heads !== null,
				faults,
			};
		}),
	);
}

async function verifyOne(session: Session, chain: string, head: Parameters<typeof verifyChain>[2]) {
	try {
		const records = await readEvidence(session, chain, { limit: 1_000_000 });
		return { records: records.length, faults: verifyChain(chain, records, head) };
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		return { records: 0, faults: [{ chain, seq: 0, fault: 'unreadable' as const, message }] };
	}
}
