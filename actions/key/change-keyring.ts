import { installationChain } from '../../contract/evidence.ts';
import { type KeyRecord, type Keyring, keyRecord } from '../../contract/signatures.ts';
import { type KeyringChange, keyringDigest } from '../../core/signature/keyring/change-keyring.ts';
import { SignatureError } from '../../core/signature/signature-error.ts';
import { writeKeyringFile } from '../../platform/keys/keyring-store.ts';
import { appendEvidence } from '../../platform/postgres/ledger/append-evidence.ts';
import { lockAnchor } from '../../platform/postgres/ledger/lock-anchor.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { withTransaction } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { anchor } from '../ledger/record.ts';
import { orRefuse } from './or-refuse.ts';
import { findKeyring, readTrustedKeyring } from './trusted-keyring.ts';

/** A change of the keyring, as the library makes it. */
export type Change = (keyring: Keyring, stamp: { readonly at: string; readonly by: string }) => KeyringChange;

const kinds = { enrolled: 'key.enrolled', rotated: 'key.rotated', revoked: 'key.revoked' } as const;

/**
 * Changes the keyring: ledger first, file after. A crash in between leaves a keyring that nobody trusts; the same change
 * asked for again completes it, and no other does: a record alone, which whoever writes the ledger could make, enrols
 * nothing.
 * @throws CutterError OUTCOME_UNKNOWN where file and ledger differ by anything else, INVALID_INPUT and WRONG_STATE where
 * the library refuses
 * @param afterwards what has to be in place before the ledger is anchored by the changed keyring
 */
export async function changeKeyring(
	site: Site,
	by: string,
	change: Change,
	afterwards: () => Promise<void> = async () => undefined,
): Promise<KeyRecord> {
	const interrupted = await withPooled(site.pool, (session) => findInterrupted(site, session, change));
	// Before a key is taken back: with the others at hand the anchor outlives it.
	if (!interrupted) await anchor(site);
	const { before, made } = interrupted ?? (await withPooled(site.pool, (session) => put(site, session, by, change)));
	await writeKeyringFile(site.artifactsDir, made.keyring);
	await afterwards();
	await anchor(site, { first: before.keys.length === 0 });
	return made.record;
}

interface Made {
	readonly before: Keyring;
	readonly made: KeyringChange;
}

/** Under the anchor's lock: of two commands at once, the second finds a keyring that the ledger no longer knows. */
async function put(site: Site, session: Session, by: string, change: Change): Promise<Made> {
	return withTransaction(session, async () => {
		await lockAnchor(session);
		const before = await readTrustedKeyring(site, session);
		const at = (await readClock(session)).toISOString();
		const made = orRefuse(() => change(before, { at, by }));
		const kind = kinds[made.record.change];
		await appendEvidence(session, { chain: installationChain, kind, actor: 'system', body: made.record });
		return { before, made };
	});
}

/** This very change, where it is on record already and the file lacks it: made once more from the file, it gives that digest. */
async function findInterrupted(site: Site, session: Session, change: Change): Promise<Made | null> {
	const found = await findKeyring(site, session);
	if (found.state !== 'differs') return null;
	const recorded = keyRecord.safeParse(found.last?.body);
	if (!recorded.success) return null;
	const { change: what, key, by } = recorded.data;
	const at = what === 'revoked' ? key.revoked_at : key.enrolled_at;
	if (at === null) return null;
	try {
		const made = change(found.keyring, { at, by });
		return keyringDigest(made.keyring) === recorded.data.keyring ? { before: found.keyring, made } : null;
	} catch (error) {
		if (error instanceof SignatureError) return null;
		throw error;
	}
}
