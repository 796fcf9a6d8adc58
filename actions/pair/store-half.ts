import type { SignedHalf } from '../../contract/signatures.ts';
import { findHalves } from '../../core/pair/find-halves.ts';
import { assertAdmissible } from '../../core/signature/pair/admit-half.ts';
import { subjectIdOf } from '../../core/signature/pair/signature-kinds.ts';
import { SignatureError } from '../../core/signature/signature-error.ts';
import { appendEvidence, lockChain } from '../../platform/postgres/ledger/append-evidence.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { withTransaction } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { orRefuse } from '../key/or-refuse.ts';
import { readTrustedKeyring } from '../key/trusted-keyring.ts';
import { anchor, cite } from '../ledger/record.ts';

/**
 * Puts a signed half of a run on record, if it may stand beside those that are there by then: of two processes that sign
 * at once, the second finds the first.
 * @returns where it stands; null when another one came first
 * @throws CutterError WRONG_STATE where it is no longer the half to put there
 */
export async function storeHalf(site: Site, half: SignedHalf): Promise<string | null> {
	const stored = await withPooled(site.pool, (session) => withTransaction(session, () => admit(site, session, half)));
	if (stored !== null) await anchor(site);
	return stored;
}

async function admit(site: Site, session: Session, half: SignedHalf): Promise<string | null> {
	const chain = subjectIdOf(half.payload_envelope);
	await lockChain(session, chain);
	const { stored } = findHalves(await readEvidence(session, chain), await readTrustedKeyring(site, session));
	const now = (await readClock(session)).toISOString();
	try {
		assertAdmissible(half, stored, { now, deadline: null });
	} catch (error) {
		if (error instanceof SignatureError && error.code === 'ALREADY_SIGNED') return null;
		orRefuse(() => {
			throw error;
		});
	}
	const { identity } = half.payload_envelope.signer;
	return cite(await appendEvidence(session, { chain, kind: 'pair.signed', actor: identity, body: half }));
}
