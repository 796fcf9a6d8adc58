import type { Keyring } from '../../contract/signatures.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { compareKeyring, type LastKeyRecord } from '../../core/signature/keyring/compare-keyring.ts';
import { readKeyringFile } from '../../platform/keys/keyring-store.ts';
import { readLastKeyRecord } from '../../platform/postgres/ledger/read-last-key-record.ts';
import type { Session } from '../../platform/postgres/session.ts';
import type { Site } from '../../platform/site.ts';

/** The keyring outside the database, beside what the ledger says of it. */
export type FoundKeyring =
	/** It is the one that the ledger recorded last. */
	| { readonly state: 'trusted'; readonly keyring: Keyring }
	| { readonly state: 'differs'; readonly keyring: Keyring; readonly last: LastKeyRecord; readonly reason: string }
	| { readonly state: 'unreadable'; readonly reason: string };

export async function findKeyring(site: Pick<Site, 'artifactsDir'>, session: Session): Promise<FoundKeyring> {
	try {
		const keyring = await readKeyringFile(site.artifactsDir);
		const last = await readLastKeyRecord(session);
		const reason = compareKeyring(keyring, last);
		return reason === null ? { state: 'trusted', keyring } : { state: 'differs', keyring, last, reason };
	} catch (error) {
		if (error instanceof CutterError) return { state: 'unreadable', reason: error.message };
		throw error;
	}
}

/**
 * The keyring, when file and ledger agree on it: an edit of either shows.
 * @throws CutterError OUTCOME_UNKNOWN when they differ, SETUP_NEEDED when the file cannot be read
 */
export async function readTrustedKeyring(site: Pick<Site, 'artifactsDir'>, session: Session): Promise<Keyring> {
	const found = await findKeyring(site, session);
	if (found.state === 'trusted') return found.keyring;
	if (found.state === 'unreadable') throw new CutterError('SETUP_NEEDED', found.reason);
	throw new CutterError(
		'OUTCOME_UNKNOWN',
		`${found.reason}. Repeat the key command that was interrupted, or bring the file back; nobody can tell who signed until then.`,
	);
}
