import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CutterError } from '../../core/errors/cutter-error.ts';
import type { InstallationFact } from '../../core/gate/facts.ts';
import { writePrivately } from './artifact-store.ts';

const name = 'installation.json';
const installation = z.object({
	id: z.uuid(),
	label: z.string(),
	system_identifier: z.string(),
	database: z.string(),
	database_oid: z.int(),
});

/** The half of the installation's identity that a copied database does not bring along. Null when there is none. */
export async function readInstallationFile(artifactsDir: string): Promise<InstallationFact | null> {
	const text = await readFile(join(artifactsDir, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return null;
		throw new CutterError('SETUP_NEEDED', `${name} in the artefacts folder cannot be read: ${error.code}.`);
	});
	return text === null ? null : installation.parse(JSON.parse(text));
}

export async function writeInstallationFile(artifactsDir: string, fact: InstallationFact): Promise<void> {
	await writePrivately(artifactsDir, name, `${JSON.stringify(fact, null, '\t')}\n`);
}
