import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { backupObstacle } from '../../../core/backup/backup-obstacle.ts';
import type { ArchiveEntry } from '../../../core/backup/parse-archive-list.ts';
import type { Archive, WrittenFile } from '../../../core/backup/port.ts';
import { type IntactArchive, withIntactArchive } from '../clone/archive/intact-archive.ts';
import { readEntries } from '../clone/archive/read-archive.ts';
import { requireProgram } from '../programs/assert-client-fits.ts';
import type { PgPrograms } from '../programs/find-programs.ts';
import { runProgram } from '../programs/run-program.ts';
import { describeWriteFailure } from './describe-dump-failure.ts';
import { writeArchive } from './write-archive.ts';

/**
 * Reads the table of contents and writes the schema as SQL beside the archive: what `pg_dump --schema-only` would give
 * at that snapshot, without asking the database for the same locks a second time.
 * @returns the contents, and the file `name` in `folder`
 * @throws CutterError GATE_NOT_MET when the archive is not what was written, or pg_restore cannot read it
 */
export function readBackArchive(
	programs: PgPrograms,
	archive: Archive,
	{ folder, name }: { readonly folder: string; readonly name: string },
): Promise<{ readonly entries: readonly ArchiveEntry[]; readonly schema: WrittenFile }> {
	return withIntactArchive(archive, async (intact) => {
		const entries = await readEntries(programs, intact);
		const list = join(folder, `${name}.list`);
		try {
			await writeFile(list, describing(entries), { mode: 0o600, flag: 'wx' });
			return { entries, schema: await writeSchema(programs, intact, list, join(folder, name)) };
		} catch (error) {
			throw describeWriteFailure(error, folder);
		} finally {
			await rm(list, { force: true });
		}
	});
}

/** pg_restore would refresh materialized views too, which pg_dump counts as data. */
function describing(entries: readonly ArchiveEntry[]): string {
	const kept = entries.filter(({ text }) => !text.startsWith('MATERIALIZED VIEW DATA '));
	return kept.map(({ dump_id }) => `${dump_id};\n`).join('');
}

async function writeSchema(
	programs: PgPrograms,
	archive: IntactArchive,
	list: string,
	file: string,
): Promise<WrittenFile> {
	const handle = await open(file, 'wx', 0o600);
	let written: Omit<WrittenFile, 'file'> | undefined;
	try {
		// Without a database: no connection, no password.
		const end = await runProgram({
			path: requireProgram(programs, 'pg_restore').path,
			args: ['--schema-only', `--use-list=${list}`, '--file=-', archive.file],
			readStdout: async (stdout) => {
				written = await writeArchive(stdout, handle);
			},
		});
		if (end.code !== 0 || !written) throw unreadable(end.signal ?? `exit code ${end.code}`, end.stderr);
	} finally {
		await handle.close();
	}
	return { file, ...written };
}

function unreadable(end: string, said: string): Error {
	return backupObstacle('fail', `The archive cannot be read back: pg_restore ended with ${end}.\n${said.trim()}`);
}
