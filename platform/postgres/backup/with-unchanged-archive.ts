import { backupObstacle } from '../../../core/backup/backup-obstacle.ts';
import type { Archive, WrittenFile } from '../../../core/backup/port.ts';
import type { CutterError } from '../../../core/errors/cutter-error.ts';
import { digestArchive, markFile } from './digest-archive.ts';

/**
 * Runs `work` on an archive only when it and all that belongs to it are, byte for byte, what the record says, and
 * refuses its result when a file was touched meanwhile: the digest was taken over files that the program opens again
 * by name.
 * @throws CutterError GATE_NOT_MET with both digests and sizes
 */
export async function withUnchangedArchive<Result>(archive: Archive, work: () => Promise<Result>): Promise<Result> {
	const files = [archive, ...(archive.companions ?? [])];
	const marks: string[] = [];
	for (const file of files) marks.push(await assertAsRecorded(file));
	const result = await work();
	for (const [index, file] of files.entries()) {
		const mark = await markFile(file.file).catch(() => '');
		if (mark !== marks[index]) throw refuse(file, 'it was touched while it was in use');
	}
	return result;
}

/** @returns the mark of the file that was digested */
async function assertAsRecorded(file: WrittenFile): Promise<string> {
	const found = await digestArchive(file.file).catch((cause: unknown) => {
		const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
		throw refuse(file, `it cannot be read (${why})`);
	});
	const facts = { found_sha256: found.sha256, found_size_bytes: found.size_bytes };
	if (found.size_bytes !== file.size_bytes) {
		throw refuse(file, `it has ${found.size_bytes} bytes, the record says ${file.size_bytes}`, facts);
	}
	if (found.sha256 !== file.sha256) {
		throw refuse(file, `its sha256 is ${found.sha256}, the record says ${file.sha256}`, facts);
	}
	return found.mark;
}

function refuse(
	{ file, sha256, size_bytes }: WrittenFile,
	why: string,
	facts: Record<string, unknown> = {},
): CutterError {
	return backupObstacle(
		'fail',
		`${file} is not what was written: ${why}.`,
		{ file, recorded_sha256: sha256, recorded_size_bytes: size_bytes, ...facts },
		'Make a new backup, and find out who changed this one.',
	);
}
