import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { type Anchor, anchorFile, parseAnchor, writeAnchor } from '../../core/evidence/anchor.ts';
import { judgeAnchor } from '../../core/evidence/judge-anchor.ts';
import type { ChainHead } from '../../core/evidence/ledger-row.ts';
import { writePrivately } from './artifact-store.ts';

/** The anchor as it is found; it never throws. */
export async function readAnchor(artifactsDir: string): Promise<Anchor> {
	try {
		return parseAnchor(await readFile(join(artifactsDir, anchorFile), 'utf8'));
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		return code === 'ENOENT' ? { state: 'missing' } : { state: 'unreadable', reason: String(code) };
	}
}

/**
 * The ledger's heads as they were last anchored outside the database; null when they never were.
 * @throws CutterError SETUP_NEEDED when the file cannot be read, or is not what was written
 */
export async function readHeads(artifactsDir: string): Promise<readonly ChainHead[] | null> {
	const anchor = await readAnchor(artifactsDir);
	if (anchor.state === 'kept') return anchor.heads;
	if (anchor.state === 'missing') return null;
	const sentences = judgeAnchor(anchor, null).map(({ message, remedy }) => `${message}. ${remedy}`);
	throw new CutterError('SETUP_NEEDED', sentences.join(' '));
}

/** Replaces the anchor. Only `anchor` and `anchorAnew` do: it must never follow a ledger that lost something. */
export async function writeHeads(
	artifactsDir: string,
	installation: string,
	heads: readonly ChainHead[],
): Promise<void> {
	await writePrivately(artifactsDir, anchorFile, writeAnchor(installation, heads));
}
