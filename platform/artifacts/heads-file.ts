import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CutterError } from '../../core/errors/cutter-error.ts';
import {
	type Anchor,
	type AnchorSignature,
	type AnchorStatement,
	anchorFile,
	type KeptAnchor,
	parseAnchor,
	writeAnchor,
} from '../../core/evidence/anchor.ts';
import { judgeAnchor } from '../../core/evidence/judge-anchor.ts';
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
 * The anchor; null when the ledger was never anchored outside the database.
 * @throws CutterError SETUP_NEEDED when the file cannot be read, or is not what was written
 */
export async function readKeptAnchor(artifactsDir: string): Promise<KeptAnchor | null> {
	const anchor = await readAnchor(artifactsDir);
	if (anchor.state === 'kept') return anchor;
	if (anchor.state === 'missing') return null;
	const sentences = judgeAnchor(anchor, null).map(({ message, remedy }) => `${message}. ${remedy}`);
	throw new CutterError('SETUP_NEEDED', sentences.join(' '));
}

/** Replaces the anchor. Only `anchor` and `anchorAnew` do: it must never follow a ledger that lost something. */
export async function writeHeads(
	artifactsDir: string,
	statement: AnchorStatement,
	signatures: readonly AnchorSignature[],
): Promise<void> {
	await writePrivately(artifactsDir, anchorFile, writeAnchor(statement, signatures));
}
