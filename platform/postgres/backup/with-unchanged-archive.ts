import type { Archive } from '../../../core/backup/port.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { digestArchive, markFile } from './digest-archive.ts';

/**
 * Runs `work` on an archive only when the file is, byte for byte, what the record says, and refuses its result when
 * the file was touched meanwhile: the digest was taken over a file that the program opens again by name.
 * @throws CutterError GATE_NOT_MET with both digests and sizes
 */
export async function withUnchangedArchive<Result>(archive: Archive, work: () => Promise<Result>): Promise<Result> {
	const found = await digestArchive(archive.file).catch((cause: unknown) => {
		const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
		throw refuse(archive, `it cannot be read (${why})`, {});
	});
	const facts = { found_sha256: found.sha256, found_size_bytes: found.size_bytes };
	if (found.size_bytes !== archive.size_bytes) {
		throw refuse(archive, `it has ${found.size_bytes} bytes, the record says ${archive.size_bytes}`, facts);
	}
	if (found.sha256 !== archive.sha256) {
		throw refuse(archive, `its sha256 is ${found.sha256}, the record says ${archive.sha256}`, facts);
	}
	const result = await work();
	if ((await markFile(archive.file).catch(() => '')) !== found.mark) {
		throw refuse(archive, 'it was touched while it was in use', facts);
	}
	return result;
}

function refuse(archive: Archive, why: string, facts: Record<string, unknown>): CutterError {
	const { file, sha256, size_bytes } = archive;
	return new CutterError(
		'GATE_NOT_MET',
		`The archive ${file} is not the one that was written: ${why}. Make a new backup.`,
		{
			file,
			recorded_sha256: sha256,
			recorded_size_bytes: size_bytes,
			...facts,
		},
	);
}
