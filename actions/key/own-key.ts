import type { KeyObject } from 'node:crypto';
import type { EnrolledKey, Keyring, PairHalf } from '../../contract/signatures.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { keyIdOf, rawPublicKey } from '../../core/signature/key/key-files.ts';
import { keyFile, nextKeyFile, readKeyFile, takeOverKey, writeNewKey } from '../../platform/keys/key-files.ts';
import type { Site } from '../../platform/site.ts';

/** The private key of a half, on the host that signs with it. */
export interface OwnKey {
	readonly key: KeyObject;
	readonly public_key: string;
	readonly path: string;
	/** It waits beside the old one until the keyring knows it. */
	readonly waits: boolean;
}

/**
 * The key to enrol: the one that lies in its file and is in no keyring yet, or a new one. A key is never written over: where
 * one lies in the file that has had its time, the new one waits beside it.
 */
export async function prepareOwnKey(site: Site, half: PairHalf, keyring: Keyring): Promise<OwnKey> {
	const path = keyFile(site, half);
	const own = (key: KeyObject, waits: boolean): OwnKey => ({ key, public_key: rawPublicKey(key), path, waits });
	const waiting = await readKeyFile(nextKeyFile(path));
	if (waiting) return own(waiting, true);
	const lying = await readKeyFile(path);
	if (!lying) return own(await writeNewKey(path), false);
	if (!isKnown(keyring, lying)) return own(lying, false);
	return own(await writeNewKey(nextKeyFile(path)), true);
}

/**
 * Whether the key that waits is the one in use by now: only taking it over is left of a command that was cut short.
 * @returns null: no
 */
export async function findLeftWaiting(site: Site, half: PairHalf, inUse: EnrolledKey | null): Promise<OwnKey | null> {
	const path = keyFile(site, half);
	const key = await readKeyFile(nextKeyFile(path));
	if (!key || rawPublicKey(key) !== inUse?.public_key) return null;
	return { key, public_key: inUse.public_key, path, waits: true };
}

/** Puts an enrolled key in its place. @returns what to tell whoever asked */
export async function placeOwnKey({ path, waits }: OwnKey): Promise<string[]> {
	const told = [`its private half is ${path}`];
	if (!waits) return told;
	const old = await readKeyFile(path);
	const aside = await takeOverKey(path, old ? keyIdOf(rawPublicKey(old)).slice(0, 16) : 'old');
	return [...told, `the private half of the old key is ${aside}: nothing needs it any more`];
}

/**
 * A half's key is made on the host that holds the one in use, and nowhere else: whoever makes it can sign.
 * @throws CutterError SETUP_NEEDED
 */
export async function requireOwnHost(site: Site, half: PairHalf, keyring: Keyring, inUse: EnrolledKey): Promise<void> {
	const path = keyFile(site, half);
	const lying = await readKeyFile(path);
	if (lying && (rawPublicKey(lying) === inUse.public_key || !isKnown(keyring, lying))) return;
	throw new CutterError(
		'SETUP_NEEDED',
		`The key of the ${half} in use, ${inUse.key_id}, is not here (${path}): rotate it where it is, or give the new one with --public-key.`,
	);
}

function isKnown(keyring: Keyring, key: KeyObject): boolean {
	return keyring.keys.some(({ public_key }) => public_key === rawPublicKey(key));
}
