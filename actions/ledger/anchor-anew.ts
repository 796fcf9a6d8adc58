import { installationChain } from '../../contract/evidence.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { anchorFile } from '../../core/evidence/anchor.ts';
import { readAnchor } from '../../platform/artifacts/heads-file.ts';
import { appendEvidence } from '../../platform/postgres/ledger/append-evidence.ts';
import { lockAnchor } from '../../platform/postgres/ledger/lock-anchor.ts';
import { readLedgerHeads } from '../../platform/postgres/ledger/read-heads.ts';
import { withTransaction } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { cite, moveAnchor } from './record.ts';
import { verifyLedger } from './verify-ledger.ts';

/**
 * Makes an anchor where the file is lost for good. On record, with the reason: from here on nobody can tell whether
 * evidence was taken away before. An anchor that is there, and a ledger with other faults, are never covered up so.
 * @returns where it is recorded
 */
export async function anchorAnew(
	site: Site,
	order: { readonly reason: string; readonly actor: string },
): Promise<string> {
	if (order.reason.trim() === '') throw new CutterError('INVALID_INPUT', 'Say why the anchor is lost: --reason "…".');
	const { state } = await readAnchor(site.artifactsDir);
	if (state !== 'missing' && state !== 'altered')
		throw new CutterError(
			'WRONG_STATE',
			`${anchorFile} is ${state}: it is not made anew. directus cutter evidence verify says what is wrong.`,
		);
	const { faults } = await verifyLedger(site);
	const others = faults.filter(({ chain }) => chain !== anchorFile);
	if (others.length > 0) {
		const list = others.map(({ chain, message }) => `${chain}: ${message}`).join('; ');
		throw new CutterError('WRONG_STATE', `The ledger is not anchored as it is: ${list}.`, { faults: others });
	}
	const recorded = await withPooled(site.pool, (session) =>
		withTransaction(session, async () =>
			appendEvidence(session, {
				chain: installationChain,
				kind: 'ledger.anchored',
				actor: order.actor,
				body: {
					reason: order.reason,
					anchor: state,
					heads: await readLedgerHeads(session),
					tool_revision: site.toolRevision,
				},
			}),
		),
	);
	await withPooled(site.pool, (session) =>
		withTransaction(session, async () => {
			await lockAnchor(session);
			await moveAnchor(site, session, [], await readLedgerHeads(session));
		}),
	);
	return cite(recorded);
}
