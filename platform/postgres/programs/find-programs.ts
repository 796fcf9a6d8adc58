import { resolve } from 'node:path';
import { listProgramFolders } from './program-folders.ts';
import { type Program, type ProgramName, programNames, readProgram } from './read-program.ts';

/** The programs of one folder: versions are never mixed. */
export interface PgPrograms extends Readonly<Record<ProgramName, Program | null>> {
	/** Null when no folder holds any of them. */
	readonly folder: string | null;
	/** For each missing program: what was looked for, where, and what to do. */
	readonly remedies: Readonly<Partial<Record<ProgramName, string>>>;
}

export interface ProgramSearch {
	/** The only folder to look in, when given. */
	readonly pgBin?: string | undefined;
	/** The major version to prefer where several are installed: production's. */
	readonly major?: number | undefined;
	/** The value of PATH, searched last. */
	readonly path?: string | undefined;
}

/**
 * Finds pg_dump, pg_restore, initdb and postgres with their versions, all in one folder.
 * Missing ones are null, with a remedy.
 */
export async function findPrograms(search: ProgramSearch = {}): Promise<PgPrograms> {
	const folders = search.pgBin ? [resolve(search.pgBin)] : await listProgramFolders(search.path ?? '');
	const found = (await Promise.all(folders.map(readFolder))).filter(({ count }) => count > 0);
	const chosen = found.sort((one, other) => rank(other, search.major) - rank(one, search.major))[0];
	return describe(chosen ?? { folder: null, programs: {}, count: 0 }, search, folders);
}

interface FolderContent {
	readonly folder: string | null;
	readonly programs: Partial<Record<ProgramName, Program>>;
	readonly count: number;
}

async function readFolder(folder: string): Promise<FolderContent> {
	const read = await Promise.all(programNames.map((name) => readProgram(folder, name)));
	const present = read.filter((program) => program !== null);
	return { folder, programs: Object.fromEntries(present.map((it) => [it.name, it])), count: present.length };
}

/** A folder of the wanted major first, then the one that holds most; the sort keeps the order of search among equals. */
function rank({ programs, count }: FolderContent, major: number | undefined): number {
	return count + (major !== undefined && programs.pg_dump?.major === major ? programNames.length : 0);
}

function describe({ folder, programs }: FolderContent, search: ProgramSearch, folders: readonly string[]): PgPrograms {
	const missing = programNames.filter((name) => !programs[name]);
	const where = search.pgBin ? `the given folder ${search.pgBin}` : (folder ?? folders.join(', '));
	return {
		folder,
		pg_dump: programs.pg_dump ?? null,
		pg_restore: programs.pg_restore ?? null,
		initdb: programs.initdb ?? null,
		postgres: programs.postgres ?? null,
		remedies: Object.fromEntries(missing.map((name) => [name, remedyFor(name, where, search.major)])),
	};
}

function remedyFor(name: ProgramName, where: string, major: number | undefined): string {
	const version = major ?? '<major>';
	const part = name === 'initdb' || name === 'postgres' ? 'server' : 'client';
	const debian = part === 'server' ? `postgresql-${version}` : `postgresql-client-${version}`;
	return (
		`${name} was not found, or cannot be started, in ${where}. Install PostgreSQL's ${part} programs ` +
		`(Debian: ${debian}) or set CUTTER_PG_BIN to the folder that holds them.`
	);
}
