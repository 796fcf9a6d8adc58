import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CutterError } from '../../core/errors/cutter-error.ts';
import type { ChainHead } from '../../core/evidence/verify-chain.ts';
import { writePrivately } from './artifact-store.ts';

const name = 'heads.json';
const heads = z.array(z.object({ chain: z.string(), seq: z.int(), hash: z.string() }));

/** The ledger's heads as they were last anchored outside the database; null when they never were. */
export async function readHeads(artifactsDir: string): Promise<ChainHead[] | null> {
	const text = await readFile(join(artifactsDir, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return null;
		throw new CutterError(
			'SETUP_NEEDED',
			`${name} in the artefacts folder is there, but cannot be read: ${error.code}.`,
		);
	});
	return text === null ? null : heads.parse(JSON.parse(text));
}

export async function writeHeads(artifactsDir: string, anchored: readonly ChainHead[]): Promise<void> {
	await writePrivately(artifactsDir, name, `${JSON.stringify(anchored, null, '\t')}\n`);
}
