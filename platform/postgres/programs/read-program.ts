import { join } from 'node:path';
import { runProgram } from './run-program.ts';

export const programNames = ['pg_dump', 'pg_restore', 'initdb', 'postgres'] as const;
export type ProgramName = (typeof programNames)[number];

export interface Program {
	readonly name: ProgramName;
	/** Absolute path. */
	readonly path: string;
	/** As the program says it, e.g. `15.18`. */
	readonly version: string;
	readonly major: number;
}

/** @returns the program and its version, or null when the folder has none that starts and tells its version */
export async function readProgram(folder: string, name: ProgramName): Promise<Program | null> {
	const path = join(folder, name);
	let said = '';
	const readStdout = async (stdout: AsyncIterable<Buffer>): Promise<void> => {
		for await (const chunk of stdout) said += chunk.toString();
	};
	const end = await runProgram({ path, args: ['--version'], readStdout }).catch(() => null);
	// `pg_dump (PostgreSQL) 15.18 (Debian …)`, `postgres (PostgreSQL) 18beta1`
	const version = /\(PostgreSQL\) ((\d+)[^\s]*)/.exec(said);
	if (end?.code !== 0 || !version?.[1]) return null;
	return { name, path, version: version[1], major: Number(version[2]) };
}
