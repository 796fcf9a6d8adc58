import { CutterError } from '../../core/errors/cutter-error.ts';
import { readFolderSpace } from '../../platform/artifacts/read-folder-space.ts';
import { assertClientFits } from '../../platform/postgres/programs/assert-client-fits.ts';
import { findPrograms, type PgPrograms } from '../../platform/postgres/programs/find-programs.ts';
import { readServerIdentity } from '../../platform/postgres/read-server-identity.ts';
import type { Session } from '../../platform/postgres/session.ts';
import type { Site } from '../../platform/site.ts';
import { remoteUrlFor } from '../backup/choose-clone-provider.ts';

/** PostgreSQL's programs for a server of this version; the configured folder alone when there is one. */
export function findSitePrograms(site: Site, versionNum: number): Promise<PgPrograms> {
	return findPrograms({ pgBin: site.env.PG_BIN, major: Math.floor(versionNum / 10_000), path: process.env['PATH'] });
}

/** What this host lacks for backup, restore test and rehearsal, each with its remedy. */
export async function findHostProblems(site: Site, session: Session): Promise<string[]> {
	const { version_num } = await readServerIdentity(session);
	const problems: string[] = [];
	try {
		assertClientFits(await findSitePrograms(site, version_num), version_num, clonesAreLocal(site));
	} catch (error) {
		if (!(error instanceof CutterError)) throw error;
		problems.push(error.message);
	}
	return [...problems, ...(await findFolderProblems(site, session))];
}

/** One server that is provided serves restore test and rehearsal. */
function clonesAreLocal(site: Site): boolean {
	return remoteUrlFor(site, 'rehearsal') === null;
}

/** A dump and a clone of the database have to fit beside it. */
async function findFolderProblems(site: Site, session: Session): Promise<string[]> {
	const { rows } = await session.query('SELECT pg_database_size(current_database())::float8 AS size');
	const size = Number(rows[0]?.['size']);
	return [
		...(await findFolderProblem(site.artifactsDir, 2 * size, 'artefacts folder', 'CUTTER_ARTIFACTS_DIR')),
		...(clonesAreLocal(site)
			? await findFolderProblem(site.env.CLONES_DIR, size, "clones' folder", 'CUTTER_CLONES_DIR')
			: []),
	];
}

async function findFolderProblem(folder: string, needed: number, name: string, variable: string): Promise<string[]> {
	const free = await readFolderSpace(folder);
	if (free === null) return [`The ${name} ${folder} is missing or not writable: create it, or set ${variable}.`];
	if (free > needed) return [];
	const [has, needs] = [free, needed].map((bytes) => `${Math.round(bytes / 1e6)} MB`);
	return [`The ${name} has ${has} free; backup and restore test need about ${needs}.`];
}
