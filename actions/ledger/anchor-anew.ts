import type { KeyObject } from 'node:crypto';
import { installationChain } from '../../contract/evidence.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { anchorFile } from '../../core/evidence/anchor.ts';
import { readAnchor } from '../../platform/artifacts/heads-file.ts';
import { readKeysAtHand } from '../../platform/keys/keys-at-hand.ts';
import { appendEvidence } from '../../platform/postgres/ledger/append-evidence.ts';
import { lockAnchor } from '../../platform/postgres/ledger/lock-anchor.ts';
import { readLedgerHeads } from '../../platform/postgres/ledger/read-heads.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { withTransaction } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { readTrustedKeyring } from '../key/trusted-keyring.ts';
import { moveAnchor } from './move-anchor.ts';
import { cite } from './record.ts';
import { verifyLedger } from './verify-ledger.ts';

/**
 * Makes an anchor where the file is lost for good, or where nobody vouches for it. On record, with the reason: from here
 * on nobody can tell whether evidence was taken away before. An anchor that somebody vouches for, and a ledger with other
 * faults, are never covered up so.
 * @returns where it is recorded
 * @throws CutterError SETUP_NEEDED where there are keys, and none of those in use is at hand
 */
export async function anchorAnew(
	site: Site,
	order: { readonly reason: string; readonly actor: string },
): Promise<string> {
	if (order.reason.trim() === '') throw new CutterError('INVALID_INPUT', 'Say why the anchor is lost: --reason "…".');
	const { state } = await readAnchor(site.artifactsDir);
	const { faults } = await verifyLedger(site);
	const unvouched = faults.some(({ fault }) => fault === 'anchor_unsigned' || fault === 'anchor_signature_invalid');
	if (state !== 'missing' && state !== 'altered' && !unvouched)
		throw new CutterError(
			'WRONG_STATE',
			`${anchorFile} is ${state}: it is not made anew. directus cutter evidence verify says what is wrong.`,
		);
	const others = faults.filter(({ chain }) => chain !== anchorFile);
	if (others.length > 0) {
		const list = others.map(({ chain, message }) => `${chain}: ${message}`).join('; ');
		throw new CutterError('WRONG_STATE', `The ledger is not anchored as it is: ${list}.`, { faults: others });
	}
	await withPooled(site.pool, (session) => requireKeys(site, session));
	const recorded = await withPooled(site.pool, (session) =>
		withTransaction(session, async () =>
			appendEvidence(session, {
				chain: installationChain,
				kind: 'ledger.anchored',
				actor: order.actor,
				body: {
					reason: order.reason,
					anchor: unvouched ? 'unsigned' : state,
					heads: await readLedgerHeads(session),
					tool_revision: site.toolRevision,
				},
			}),
		),
	);
	await withPooled(site.pool, (session) =>
		withTransaction(session, async () => {
			await lockAnchor(session);
			const keys = await requireKeys(site, session);
			await moveAnchor(site, session, { from: [], to: await readLedgerHeads(session), keys });
		}),
	);
	return cite(recorded);
}

/** What to sign the new anchor with; none where no key was ever enrolled. */
async function requireKeys(site: Site, session: Session): Promise<KeyObject[]> {
	const keyring = await readTrustedKeyring(site, session);
	const keys = await readKeysAtHand(site, keyring, (await readClock(session)).toISOString());
	if (keys.length > 0 || keyring.keys.length === 0) return keys;
	throw new CutterError(
		'SETUP_NEEDED',
		'The anchor is signed, and this process holds no key in use: anchor where one is, or enrol one with directus cutter key.',
	);
}
