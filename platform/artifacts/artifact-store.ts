import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../../core/digest/canonical-json.ts';
import { sha256 } from '../../core/digest/sha256.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';

/** Keeps a value under the digest of its canonical JSON: 0600, written aside, synced, renamed. @returns the digest */
export async function putArtifact(artifactsDir: string, value: unknown): Promise<string> {
	const text = canonicalJson(value);
	const digest = sha256(text);
	await writePrivately(join(artifactsDir, 'objects'), `${digest}.json`, text);
	return digest;
}

/**
 * Reads an artefact and checks it against its digest.
 * @throws CutterError NOT_FOUND when it is gone, STALE_DIGEST when its bytes changed
 */
export async function getArtifact(artifactsDir: string, digest: string): Promise<unknown> {
	const file = join(artifactsDir, 'objects', `${digest}.json`);
	const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') {
			throw new CutterError('NOT_FOUND', `Artefact ${digest} is not in the artefacts folder.`, { digest });
		}
		throw new CutterError('SETUP_NEEDED', `Artefact ${digest} is there, but cannot be read: ${error.code}.`, {
			digest,
		});
	});
	if (sha256(text) === digest) return JSON.parse(text);
	throw new CutterError('STALE_DIGEST', `Artefact ${digest} is not what was stored under its digest.`, { digest });
}

/** Writes a 0600 file that is there whole or not at all, even after a power cut. */
export async function writePrivately(folder: string, name: string, content: string): Promise<void> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await chmod(folder, 0o700);
	const aside = join(folder, `.${name}.${randomUUID()}.partial`);
	try {
		const file = await open(aside, 'w', 0o600);
		try {
			await file.writeFile(content);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(aside, join(folder, name));
	} catch (error) {
		await rm(aside, { force: true });
		throw error;
	}
	const directory = await open(folder, 'r');
	await directory.sync().finally(() => directory.close());
}
