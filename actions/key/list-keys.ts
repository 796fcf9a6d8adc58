import { type KeyView, pairHalves } from '../../contract/signatures.ts';
import { rawPublicKey } from '../../core/signature/key/key-files.ts';
import { viewKeys } from '../../core/signature/keyring/view-keys.ts';
import { keyFile, readKeyFile } from '../../platform/keys/key-files.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { readTrustedKeyring } from './trusted-keyring.ts';

/** The keyring as it stands now. @throws CutterError OUTCOME_UNKNOWN where file and ledger differ */
export async function listKeys(site: Site): Promise<KeyView[]> {
	const atHand: Partial<Record<(typeof pairHalves)[number], string>> = {};
	for (const half of pairHalves) {
		const key = await readKeyFile(keyFile(site, half));
		if (key) atHand[half] = rawPublicKey(key);
	}
	return withPooled(site.pool, async (session) =>
		viewKeys(await readTrustedKeyring(site, session), (await readClock(session)).toISOString(), atHand),
	);
}
