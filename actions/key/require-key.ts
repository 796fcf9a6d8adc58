import type { KeyObject } from 'node:crypto';
import type { PairHalf } from '../../contract/signatures.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { keyIdOf, rawPublicKey } from '../../core/signature/key/key-files.ts';
import { judgeKey } from '../../core/signature/keyring/judge-key.ts';
import { keyFile, readKeyFile } from '../../platform/keys/key-files.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import type { Session } from '../../platform/postgres/session.ts';
import type { Site } from '../../platform/site.ts';
import { readTrustedKeyring } from './trusted-keyring.ts';

/** Whether this process can sign as that half. */
export async function holdsKey(site: Site, half: PairHalf): Promise<boolean> {
	return (await readKeyFile(keyFile(site, half))) !== null;
}

/** @throws CutterError SETUP_NEEDED */
export async function requireKey(site: Site, half: PairHalf): Promise<KeyObject> {
	const path = keyFile(site, half);
	const key = await readKeyFile(path);
	if (key) return key;
	throw new CutterError(
		'SETUP_NEEDED',
		`This process holds no key of the ${half} (${path}): run directus cutter init, or let the process that holds it do this.`,
	);
}

/**
 * The key of a half, when it may sign now: a signature by another could not be taken back, and would take the place of one
 * that counts.
 * @throws CutterError SETUP_NEEDED, OUTCOME_UNKNOWN without a trusted keyring
 */
export async function requireKeyInUse(site: Site, session: Session, half: PairHalf): Promise<KeyObject> {
	const key = await requireKey(site, half);
	const publicKey = rawPublicKey(key);
	const keyring = await readTrustedKeyring(site, session);
	const standing = judgeKey(keyring, publicKey, (await readClock(session)).toISOString());
	if (standing.state === 'valid' && standing.key.holder === half) return key;
	const found = standing.state === 'valid' ? `of the ${standing.key.holder}` : standing.state.replaceAll('_', ' ');
	throw new CutterError(
		'SETUP_NEEDED',
		`The key ${keyIdOf(publicKey)} in ${keyFile(site, half)} cannot sign for the ${half}: it is ${found}. directus cutter key list shows the keys in use.`,
	);
}
