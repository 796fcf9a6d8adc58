import type { KeyObject } from 'node:crypto';
import { type Keyring, pairHalves } from '../../contract/signatures.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { rawPublicKey } from '../../core/signature/key/key-files.ts';
import { judgeKey } from '../../core/signature/keyring/judge-key.ts';
import type { Site } from '../site.ts';
import { keyFile, readKeyFile } from './key-files.ts';

/**
 * The private keys that lie in this process's key files and may sign at that time. One that lies there and cannot be read
 * is as good as none, and the log says so.
 */
export async function readKeysAtHand(site: Site, keyring: Keyring, at: string): Promise<KeyObject[]> {
	const keys: KeyObject[] = [];
	for (const half of pairHalves) {
		const key = await readKeyFile(keyFile(site, half)).catch((error: unknown) => {
			if (!(error instanceof CutterError)) throw error;
			site.log.warn(error.message);
			return null;
		});
		if (key && judgeKey(keyring, rawPublicKey(key), at).state === 'valid') keys.push(key);
	}
	return keys;
}
