import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from './places.mjs';

/** PostgreSQL's server programs must be at least this major version. */
export const OLDEST_MAJOR = 15;

const NEEDED = ['initdb', 'postgres', 'pg_dump', 'pg_restore'];

/**
 * The folder of PostgreSQL's server programs: `CUTTER_PG_BIN` if set, else Debian's folders (oldest fitting version
 * first, so that a newly installed one never changes what a demo was made with), else `pg_config`, else PATH.
 * @param wanted take only this major version
 * @returns `{ folder, major }` or null
 */
export function findPostgresPrograms(wanted) {
	for (const folder of candidates()) {
		if (!NEEDED.every((name) => existsSync(join(folder, name)))) continue;
		const major = majorOf(join(folder, 'postgres'));
		if (wanted === undefined ? major >= OLDEST_MAJOR : major === wanted) return { folder, major };
	}
	return null;
}

function candidates() {
	const folders = [];
	if (process.env.CUTTER_PG_BIN) folders.push(process.env.CUTTER_PG_BIN);
	folders.push(...versionedFolders());
	const config = findOnPath('pg_config');
	if (config) folders.push(execFileSync(config, ['--bindir'], { encoding: 'utf8' }).trim());
	const initdb = findOnPath('initdb');
	if (initdb) folders.push(join(initdb, '..'));
	return folders;
}

function versionedFolders() {
	const debian = '/usr/lib/postgresql';
	if (!existsSync(debian)) return [];
	const majors = readdirSync(debian).map(Number).filter(Number.isInteger);
	return majors.sort((a, b) => a - b).map((major) => join(debian, String(major), 'bin'));
}

function majorOf(program) {
	const found = /\(PostgreSQL\) (\d+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }));
	return found ? Number(found[1]) : 0;
}
