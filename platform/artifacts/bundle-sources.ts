import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../core/digest/sha256.ts';
import { anchorFile } from '../../core/evidence/anchor.ts';
import { keyringFile } from '../keys/keyring-store.ts';

/** A file of the artefacts folder to the byte, or why it cannot be had. */
export type Found =
	| { readonly bytes: Uint8Array; readonly reason: null; readonly missing: false }
	| { readonly bytes: null; readonly reason: string; readonly missing: boolean };

/** An artefact as it was stored: parsed and written again, it would no longer be what its digest says. */
export async function readArtifactBytes(artifactsDir: string, digest: string): Promise<Found> {
	const found = await readFound(join(artifactsDir, 'objects', `${digest}.json`));
	if (found.bytes === null || sha256(found.bytes) === digest) return found;
	return { bytes: null, reason: 'it was altered: it is not what its digest says', missing: false };
}

/** The anchor as it lies there. */
export function readAnchorBytes(artifactsDir: string): Promise<Found> {
	return readFound(join(artifactsDir, anchorFile));
}

/** The public keys that it is signed by. */
export function readKeyringBytes(artifactsDir: string): Promise<Found> {
	return readFound(join(artifactsDir, keyringFile));
}

async function readFound(file: string): Promise<Found> {
	try {
		return { bytes: await readFile(file), reason: null, missing: false };
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'ENOENT') return { bytes: null, reason: 'it is not in the artefacts folder', missing: true };
		return { bytes: null, reason: `it cannot be read: ${code}`, missing: false };
	}
}
