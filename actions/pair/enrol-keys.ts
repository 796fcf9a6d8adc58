import type { KeyObject } from 'node:crypto';
import { installationChain } from '../../contract/evidence.ts';
import { type PairHalf, pairHalves } from '../../contract/signatures.ts';
import { rawPublicKey } from '../../core/signature/key/key-files.ts';
import type { KeyringChange } from '../../core/signature/keyring/change-keyring.ts';
import { enrolKey } from '../../core/signature/keyring/enrol-key.ts';
import { keyFile, readKeyFile, writeNewKey } from '../../platform/keys/key-files.ts';
import { writeKeyringFile } from '../../platform/keys/keyring-store.ts';
import { readClock } from '../../platform/postgres/read-clock.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { record } from '../ledger/record.ts';
import { readTrustedKeyring } from './trusted-keyring.ts';

/** Gives each half that has no key in use one of its own, made here unless its file is there. @returns what was done */
export async function enrolKeys(site: Site): Promise<string[]> {
	const done: string[] = [];
	for (const half of pairHalves) {
		const { keyring, now } = await withPooled(site.pool, async (session) => ({
			keyring: await readTrustedKeyring(site, session),
			now: (await readClock(session)).toISOString(),
		}));
		if (keyring.keys.some(({ holder, revoked_at }) => holder === half && revoked_at === null)) continue;
		const path = keyFile(site, half);
		const key: KeyObject = (await readKeyFile(path)) ?? (await writeNewKey(path));
		const order = { public_key: rawPublicKey(key), holder: half, at: now, not_after: null, by: 'init' };
		await storeKeyringChange(site, enrolKey(keyring, order));
		done.push(`${half} key enrolled; its private half is ${path}`);
	}
	return done;
}

const kinds = { enrolled: 'key.enrolled', rotated: 'key.rotated', revoked: 'key.revoked' } as const;

/** The ledger first: a keyring that it does not know is refused, so a crash in between shows and a repeat mends it. */
export async function storeKeyringChange(site: Site, { keyring, record: body }: KeyringChange): Promise<void> {
	await record(site, { chain: installationChain, kind: kinds[body.change], actor: 'system', body });
	await writeKeyringFile(site.artifactsDir, keyring);
}

/** Whether this process can sign as that half. */
export async function holdsKey(site: Site, half: PairHalf): Promise<boolean> {
	return (await readKeyFile(keyFile(site, half))) !== null;
}
