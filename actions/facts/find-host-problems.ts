import { CutterError } from '../../core/errors/cutter-error.ts';
import { readFolderSpace } from '../../platform/artifacts/read-folder-space.ts';
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
	const free = await readFolderSpace(artifactsDir);
	if (free === null) {
		return [`The artefacts folder ${artifactsDir} is missing or not writable: create it, or set CUTTER_ARTIFACTS_DIR.`];
	}
	const { rows } = await session.query('SELECT pg_database_size(current_database())::float8 AS size');
	const needed = 2 * Number(rows[0]?.['size']);
	if (free > needed) return [];
	const [has, needs] = [free, needed].map((bytes) => `${Math.round(bytes / 1e6)} MB`);
	return [`The artefacts folder has ${has} free; backup and restore test need about ${needs}.`];
}
