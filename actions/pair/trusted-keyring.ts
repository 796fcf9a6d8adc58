import { installationChain } from '../../contract/evidence.ts';
import { type Keyring, keyRecord } from '../../contract/signatures.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { keyringDigest } from '../../core/signature/keyring/change-keyring.ts';
import { readKeyringFile } from '../../platform/keys/keyring-store.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import type { Session } from '../../platform/postgres/session.ts';
import type { Site } from '../../platform/site.ts';

const keyKinds: readonly string[] = ['key.enrolled', 'key.rotated', 'key.revoked'];

/**
 * The keyring outside the database, when it is the one that the ledger last recorded: an edit of either shows.
 * @throws CutterError OUTCOME_UNKNOWN when they differ, SETUP_NEEDED when the file cannot be read
 */
export async function readTrustedKeyring(site: Site, session: Session): Promise<Keyring> {
	const keyring = await readKeyringFile(site.artifactsDir);
	const records = (await readEvidence(session, installationChain)).filter(({ kind }) => keyKinds.includes(kind));
	const last = records.at(-1);
	if (!last && keyring.keys.length === 0) return keyring;
	const recorded = last ? keyRecord.parse(last.body).keyring : 'none';
	const found = keyringDigest(keyring);
	if (recorded === found) return keyring;
	throw new CutterError(
		'OUTCOME_UNKNOWN',
		`keyring.json is not the keyring that the ledger recorded last: expected digest ${recorded}, found ${found}. Bring the file back; nobody can tell who signed until then.`,
	);
}
