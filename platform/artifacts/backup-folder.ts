import { chmod, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Archive } from '../../core/backup/port.ts';
import type { BackupTaken } from '../../core/evidence/bodies.ts';

/** Where the backups of a run lie, one folder each: readable by the server's own account only, and by no route. */
export function backupFolder(artifactsDir: string, runId: string): string {
	return join(artifactsDir, 'backups', runId);
}

const partialName = /^\.[\w-]+\.partial$/;

/**
 * Lends a private folder for one backup. It appears under its name only when `work` is done with it, on disk; otherwise
 * nothing of it is left.
 * @param work returns the name it shall have
 */
export async function withBackupFolder<Result extends { readonly name: string }>(
	artifactsDir: string,
	runId: string,
	newId: string,
	work: (folder: string) => Promise<Result>,
): Promise<Result> {
	const parent = backupFolder(artifactsDir, runId);
	const partial = join(parent, `.${newId}.partial`);
	await mkdir(partial, { recursive: true, mode: 0o700 });
	try {
		for (const folder of [parent, partial]) await chmod(folder, 0o700);
		const result = await work(partial);
		await syncFolder(partial);
		await rename(partial, join(parent, result.name));
		await syncFolder(parent);
		return result;
	} catch (error) {
		await rm(partial, { recursive: true, force: true });
		throw error;
	}
}

/**
 * Removes what backups left whose process was killed: it holds whatever the database holds. Only for who has the
 * installation's lock, for nobody else is then writing one.
 */
export async function sweepPartialBackups(artifactsDir: string): Promise<void> {
	const root = join(artifactsDir, 'backups');
	for (const run of await readdir(root).catch(() => [])) {
		const names = await readdir(join(root, run)).catch(() => []);
		for (const name of names.filter((one) => partialName.test(one)))
			await rm(join(root, run, name), { recursive: true, force: true });
	}
}

/** The archive of a recorded backup, with everything that the ledger knows of it. */
export function recordedArchive(artifactsDir: string, runId: string, backup: BackupTaken): Archive {
	const folder = backupFolder(artifactsDir, runId);
	const { file, sha256, size_bytes, seconds, files = [] } = backup;
	const companions = files.map((one) => ({ ...one, file: join(folder, one.file) }));
	return { file: join(folder, file), sha256, size_bytes, seconds, companions };
}

/** A backup's folder as it lies there, whoever recorded it. */
export interface FoundBackup {
	readonly run: string;
	readonly name: string;
}

export async function listBackups(artifactsDir: string): Promise<FoundBackup[]> {
	const root = join(artifactsDir, 'backups');
	const found: FoundBackup[] = [];
	for (const run of await readdir(root).catch(() => [])) {
		const names = await readdir(join(root, run));
		found.push(...names.filter((name) => !partialName.test(name)).map((name) => ({ run, name })));
	}
	return found;
}

/** What tells of a backup that is gone what it was. */
const lasting = ['manifest.json', 'SHA256SUMS'];

/** Removes everything of a backup that holds data; manifest and sums stay. @returns whether there was any */
export async function removeBackupData(artifactsDir: string, { run, name }: FoundBackup): Promise<boolean> {
	const folder = join(backupFolder(artifactsDir, run), name);
	const data = (await readdir(folder)).filter((file) => !lasting.includes(file));
	for (const file of data) await rm(join(folder, file), { recursive: true });
	await syncFolder(folder);
	return data.length > 0;
}

/** Without it a power failure may forget the new name of a folder whose files are safe. */
async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	await handle.sync().finally(() => handle.close());
}
