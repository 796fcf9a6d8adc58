import { CutterError } from '../../../core/errors/cutter-error.ts';
import type { PgPrograms } from './find-programs.ts';
import type { Program, ProgramName } from './read-program.ts';

/**
 * The programs can back up a server of this version and bring up a server of the same major to restore into.
 * @param serverVersionNum `server_version_num`, e.g. 150018
 * @param ownServer false when the restore goes into a server that exists already: initdb and postgres are not needed
 * @throws CutterError GATE_NOT_MET naming program, version found, version needed and remedy
 */
export function assertClientFits(programs: PgPrograms, serverVersionNum: number, ownServer = true): void {
	const major = Math.floor(serverVersionNum / 10_000);
	const pgDump = requireProgram(programs, 'pg_dump');
	if (pgDump.major < major) throw misfit(pgDump, `${major} or newer`, major);
	const pgRestore = requireProgram(programs, 'pg_restore');
	// An older pg_restore cannot read the archive, a newer one may speak past the server.
	if (pgRestore.major !== pgDump.major) throw misfit(pgRestore, `${pgDump.major}, as pg_dump`, major);
	if (!ownServer) return;
	for (const name of ['initdb', 'postgres'] as const) {
		const program = requireProgram(programs, name);
		if (program.major !== major) throw misfit(program, `${major}, production's own`, major);
	}
}

/** @throws CutterError GATE_NOT_MET with the remedy when the program is missing */
export function requireProgram(programs: PgPrograms, name: ProgramName): Program {
	const program = programs[name];
	if (program) return program;
	const remedy = programs.remedies[name] ?? `Set CUTTER_PG_BIN to the folder that holds ${name}.`;
	throw new CutterError('GATE_NOT_MET', remedy, { program: name, found: null, remedy });
}

function misfit({ name, path, version }: Program, needed: string, major: number): CutterError {
	const remedy = `Install PostgreSQL ${major} or set CUTTER_PG_BIN to the folder of its programs.`;
	return new CutterError('GATE_NOT_MET', `${name} at ${path} is version ${version}; needed is ${needed}. ${remedy}`, {
		program: name,
		path,
		found: version,
		needed,
		remedy,
	});
}
