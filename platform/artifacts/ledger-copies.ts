import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../../core/digest/canonical-json.ts';
import { rehash } from '../../core/evidence/hash-evidence.ts';
import { type ChainHead, type LedgerRow, ledgerRow } from '../../core/evidence/ledger-row.ts';
import { writePrivately } from './artifact-store.ts';

/** A run's id or `installation`; whatever else bears a chain's name in the database gets no folder. */
const chainName = /^[a-z0-9][a-z0-9-]*$/;

/**
 * Keeps a copy of each record outside the database, a file each: what was lost can be brought back, and what was edited
 * can be shown. Written before the anchor moves on, so that whatever is anchored has its copy.
 */
export async function keepCopies(artifactsDir: string, rows: readonly LedgerRow[]): Promise<void> {
	const kept = rows.filter((row) => chainName.test(row.chain) && rehash(row) !== null);
	if (kept.length > few) return keepMany(artifactsDir, kept);
	for (const row of kept) await writePrivately(folderOf(artifactsDir, row.chain), fileOf(row.seq), canonicalJson(row));
}

/** More than that come at once only where an older ledger is copied for the first time. */
const few = 50;

/** Each file whole, but not each one synced: a ledger of thousands would hold the anchor up for minutes. */
async function keepMany(artifactsDir: string, rows: readonly LedgerRow[]): Promise<void> {
	for (const chain of new Set(rows.map((row) => row.chain)))
		await mkdir(folderOf(artifactsDir, chain), { recursive: true, mode: 0o700 });
	for (const row of rows) {
		const file = join(folderOf(artifactsDir, row.chain), fileOf(row.seq));
		await writeFile(`${file}.partial`, canonicalJson(row), { mode: 0o600 });
		await rename(`${file}.partial`, file);
	}
}

/** Whether any record of a chain was ever copied: an installation of version 0.1 has none of its earlier ones. */
export async function hasCopies(artifactsDir: string, chain: string): Promise<boolean> {
	if (!chainName.test(chain)) return false;
	return stat(folderOf(artifactsDir, chain)).then(
		() => true,
		() => false,
	);
}

/** The copies of a chain, in order; what cannot be read as a record is no copy. */
export async function readCopies(artifactsDir: string, chain: string): Promise<LedgerRow[]> {
	if (!chainName.test(chain)) return [];
	const folder = folderOf(artifactsDir, chain);
	const names = await readdir(folder).catch(() => []);
	const read = await Promise.all(names.sort().map((name) => readCopy(join(folder, name))));
	return read.filter((copy) => copy !== null);
}

/** The last whole copy of each chain: how far the chain once went, whatever the anchor says. */
export async function readCopiedHeads(artifactsDir: string): Promise<ChainHead[]> {
	const chains = await readdir(join(artifactsDir, 'ledger')).catch(() => []);
	const heads = await Promise.all(chains.map((chain) => readCopiedHead(folderOf(artifactsDir, chain))));
	return heads.filter((head) => head !== null);
}

async function readCopiedHead(folder: string): Promise<ChainHead | null> {
	const names = await readdir(folder).catch(() => []);
	for (const name of names.sort().toReversed()) {
		const copy = await readCopy(join(folder, name));
		if (copy && rehash(copy) === copy.hash) return { chain: copy.chain, seq: copy.seq, hash: copy.hash };
	}
	return null;
}

async function readCopy(file: string): Promise<LedgerRow | null> {
	try {
		const parsed = ledgerRow.safeParse(JSON.parse(await readFile(file, 'utf8')));
		return parsed.success ? parsed.data : null;
	} catch {
		return null;
	}
}

function folderOf(artifactsDir: string, chain: string): string {
	return join(artifactsDir, 'ledger', chain);
}

/** Ten digits, so that names sort as numbers do. */
function fileOf(seq: number): string {
	return `${String(seq).padStart(10, '0')}.json`;
}
