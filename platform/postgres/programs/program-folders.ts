import { readdir } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { runProgram } from './run-program.ts';

/** Folders that hold one folder per major version, and the path below it. Newest major first. */
const versioned: readonly (readonly [string, RegExp, string])[] = [
	['/usr/lib/postgresql', /^(\d+)$/, 'bin'],
	['/usr', /^pgsql-(\d+)$/, 'bin'],
	['/usr/libexec', /^postgresql(\d+)$/, ''],
	['/opt/homebrew/opt', /^postgresql@(\d+)$/, 'bin'],
	['/usr/local/opt', /^postgresql@(\d+)$/, 'bin'],
	['/Applications/Postgres.app/Contents/Versions', /^(\d+)$/, 'bin'],
];
const single = ['/opt/homebrew/bin', '/usr/local/pgsql/bin', '/usr/local/bin'];

/**
 * Folders that may hold PostgreSQL's programs, most telling first: what `pg_config` names, the usual ones, then PATH.
 * @param path the value of PATH; empty: not searched
 */
export async function listProgramFolders(path: string): Promise<string[]> {
	const onPath = path.split(delimiter).filter(isAbsolute);
	const usual = await Promise.all(versioned.map(listVersions));
	const folders = [...(await askPgConfig(onPath)), ...usual.flat(), ...single, ...onPath];
	return [...new Set(folders)];
}

async function listVersions([parent, pattern, below]: (typeof versioned)[number]): Promise<string[]> {
	const names = await readdir(parent).catch(() => []);
	const majors = names.flatMap((name) => {
		const major = pattern.exec(name)?.[1];
		return major === undefined ? [] : [{ major: Number(major), folder: join(parent, name, below) }];
	});
	return majors.sort((one, other) => other.major - one.major).map(({ folder }) => folder);
}

async function askPgConfig(onPath: readonly string[]): Promise<string[]> {
	for (const folder of new Set([...onPath, '/usr/bin', '/usr/local/bin'])) {
		let answer = '';
		const readStdout = async (stdout: AsyncIterable<Buffer>): Promise<void> => {
			for await (const chunk of stdout) answer += chunk.toString();
		};
		const end = await runProgram({ path: join(folder, 'pg_config'), args: ['--bindir'], readStdout }).catch(() => null);
		if (end?.code === 0 && isAbsolute(answer.trim())) return [answer.trim()];
	}
	return [];
}
