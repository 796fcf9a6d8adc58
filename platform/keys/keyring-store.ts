import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keyring } from '../../contract/signatures.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { emptyKeyring } from '../../core/signature/keyring/change-keyring.ts';
import { readKeyring, writeKeyring } from '../../core/signature/keyring/keyring-file.ts';
import { writePrivately } from '../artifacts/artifact-store.ts';

export const keyringFile = 'keyring.json';

/**
 * The public keys of the pair, kept outside the database: whoever can write the ledger must not be able to enrol a key.
 * @throws CutterError SETUP_NEEDED for a keyring that cannot be read, or does not hold together
 */
export async function readKeyringFile(artifactsDir: string): Promise<Keyring> {
	const source = await readFile(join(artifactsDir, keyringFile)).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return null;
		throw new CutterError('SETUP_NEEDED', `${keyringFile} in the artefacts folder cannot be read: ${error.code}.`);
	});
	if (source === null) return emptyKeyring;
	try {
		return readKeyring(source);
	} catch (error) {
		throw new CutterError(
			'SETUP_NEEDED',
			`${keyringFile}: ${error instanceof Error ? error.message : 'is no keyring'}.`,
		);
	}
}

export async function writeKeyringFile(artifactsDir: string, keyring: Keyring): Promise<void> {
	await writePrivately(artifactsDir, keyringFile, writeKeyring(keyring));
}
