import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the dumps of a run lie, with their manifests: readable by the server's own account only. */
export function backupFolder(artifactsDir: string, runId: string): string {
	return join(artifactsDir, 'backups', runId);
}

export async function makeBackupFolder(artifactsDir: string, runId: string): Promise<string> {
	const folder = backupFolder(artifactsDir, runId);
	await mkdir(folder, { recursive: true, mode: 0o700 });
	return folder;
}

/** A backup of a subject that moved is no backup. */
export async function discardArchive(file: string): Promise<void> {
	await rm(file, { force: true });
}
