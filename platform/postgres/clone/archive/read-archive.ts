import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type ArchiveEntry, parseArchiveList, sequenceSetsOf } from '../../../../core/backup/parse-archive-list.ts';
import { parseSequenceSets, type SequencePosition } from '../../../../core/backup/parse-sequence-sets.ts';
import { CutterError } from '../../../../core/errors/cutter-error.ts';
import { requireProgram } from '../../programs/assert-client-fits.ts';
import type { PgPrograms } from '../../programs/find-programs.ts';
import { runProgram } from '../../programs/run-program.ts';
import { withPassFile } from '../../programs/with-pass-file.ts';
import type { IntactArchive } from './intact-archive.ts';

/** The archive's table of contents. Only its head is read, whatever its size. */
export async function readEntries(programs: PgPrograms, archive: IntactArchive): Promise<ArchiveEntry[]> {
	return parseArchiveList(await readOutput(programs, ['--list', resolve(archive.file)]));
}

/**
 * Where each sequence stood when the archive was written. Read from the archive, for nothing else knows: positions
 * belong to no snapshot, so what was read a moment before or after the dump may differ from it.
 */
export async function readSequenceSets(
	programs: PgPrograms,
	archive: IntactArchive,
	entries: readonly ArchiveEntry[],
): Promise<SequencePosition[]> {
	const sets = sequenceSetsOf(entries);
	if (sets.length === 0) return [];
	const sql = await withListFile(sets, (list) =>
		readOutput(programs, [`--use-list=${list}`, '--file=-', resolve(archive.file)]),
	);
	return parseSequenceSets(sql, sets.length);
}

/**
 * Lends a file that tells pg_restore which entries to take, in that order. It lies beside a pass file that nobody needs:
 * such a folder is private, and is swept when this process is killed.
 */
export async function withListFile<Result>(
	entries: readonly ArchiveEntry[],
	work: (file: string) => Promise<Result>,
): Promise<Result> {
	return withPassFile('', async (passFile) => {
		const file = join(dirname(passFile), 'list');
		await writeFile(file, entries.map(({ dump_id }) => `${dump_id};\n`).join(''), { mode: 0o600, flag: 'wx' });
		return work(file);
	});
}

async function readOutput(programs: PgPrograms, args: readonly string[]): Promise<string> {
	const chunks: Buffer[] = [];
	const readStdout = async (stdout: AsyncIterable<Buffer>): Promise<void> => {
		for await (const chunk of stdout) chunks.push(chunk);
	};
	const end = await runProgram({ path: requireProgram(programs, 'pg_restore').path, args, readStdout });
	if (end.code === 0) return Buffer.concat(chunks).toString('utf8');
	throw new CutterError(
		'GATE_NOT_MET',
		`pg_restore cannot read the archive (${end.signal ?? `exit code ${end.code}`}): ${end.stderr.trim()}`,
	);
}
