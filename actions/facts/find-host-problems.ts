import { access, constants, statfs } from 'node:fs/promises';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { assertClientFits } from '../../platform/postgres/programs/assert-client-fits.ts';
import { findPrograms, type PgPrograms } from '../../platform/postgres/programs/find-programs.ts';
import { readServerIdentity } from '../../platform/postgres/read-server-identity.ts';
import type { Session } from '../../platform/postgres/session.ts';
import type { Site } from '../../platform/site.ts';

/** PostgreSQL's programs for a server of this version; the configured folder alone when there is one. */
export function findSitePrograms(site: Site, versionNum: number): Promise<PgPrograms> {
	return findPrograms({ pgBin: site.env.PG_BIN, major: Math.floor(versionNum / 10_000), path: process.env['PATH'] });
}

/** What this host lacks for backup, restore test and rehearsal, each with its remedy. */
export async function findHostProblems(site: Site, session: Session): Promise<string[]> {
	const { version_num } = await readServerIdentity(session);
	const problems: string[] = [];
	try {
		assertClientFits(await findSitePrograms(site, version_num), version_num);
	} catch (error) {
		if (!(error instanceof CutterError)) throw error;
		problems.push(error.message);
	}
	return [...problems, ...(await findFolderProblems(site, session))];
}

/** A dump and a clone of the database have to fit beside it. */
async function findFolderProblems({ artifactsDir }: Site, session: Session): Promise<string[]> {
	const usable = await access(artifactsDir, constants.W_OK).then(
		() => true,
		() => false,
	);
	if (!usable)
		return [`The artefacts folder ${artifactsDir} is missing or not writable: create it, or set CUTTER_ARTIFACTS_DIR.`];
	const { rows } = await session.query('SELECT pg_database_size(current_database())::float8 AS size');
	const needed = 2 * Number(rows[0]?.['size']);
	const { bavail, bsize } = await statfs(artifactsDir);
	if (bavail * bsize > needed) return [];
	return [
		`The artefacts folder has ${Math.round((bavail * bsize) / 1e6)} MB free; backup and restore test need about ${Math.round(needed / 1e6)} MB.`,
	];
}
