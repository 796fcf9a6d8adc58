import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PairHalf } from '../../contract/signatures.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { privateKeyFromPem, privateKeyToPem } from '../../core/signature/key/key-files.ts';
import type { Site } from '../site.ts';

/** Where a half's private key lies: as configured, or among the artefacts. Never in the database. */
export function keyFile({ env, artifactsDir }: Pick<Site, 'env' | 'artifactsDir'>, half: PairHalf): string {
	const configured = half === 'executor' ? env.SIGNING_KEY_FILE : env.VERIFIER_KEY_FILE;
	return configured ?? join(artifactsDir, 'keys', `${half}.pem`);
}

/**
 * @returns null when this process holds no key of that half
 * @throws CutterError SETUP_NEEDED for a key that others may read, or that is none
 */
export async function readKeyFile(path: string): Promise<KeyObject | null> {
	const pem = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return null;
		throw new CutterError('SETUP_NEEDED', `The key file ${path} cannot be read: ${error.code}.`);
	});
	if (pem === null) return null;
	const { mode } = await stat(path);
	if ((mode & 0o077) !== 0)
		throw new CutterError('SETUP_NEEDED', `The key file ${path} is open to others: chmod 600 ${path}`);
	try {
		return privateKeyFromPem(pem);
	} catch (error) {
		throw new CutterError('SETUP_NEEDED', `${path}: ${error instanceof Error ? error.message : 'is no key'}`);
	}
}

/** Makes a new Ed25519 key. @throws when a file is there: a key is never written over */
export async function writeNewKey(path: string): Promise<KeyObject> {
	const { privateKey } = generateKeyPairSync('ed25519');
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	await writeFile(path, privateKeyToPem(privateKey), { flag: 'wx', mode: 0o600 });
	// The mode of writeFile is less the umask; here it is exact.
	await chmod(path, 0o600);
	return privateKey;
}

/** Where a new key waits while the old one still lies in its place: it is taken over when the keyring knows it. */
export function nextKeyFile(path: string): string {
	return `${path}.next`;
}

/**
 * Puts the key that waits in its place. The old one is kept beside it under its own name: nothing here destroys a key.
 * @param oldName what tells the old one apart
 * @returns where the old one is now
 */
export async function takeOverKey(path: string, oldName: string): Promise<string> {
	const aside = `${path}.${oldName}`;
	await rename(path, aside).catch((error: NodeJS.ErrnoException) => {
		// Put aside already, by the attempt before.
		if (error.code !== 'ENOENT') throw error;
	});
	await rename(nextKeyFile(path), path);
	return aside;
}
