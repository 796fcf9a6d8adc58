import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { databaseRights } from '../../../../core/backup/database-rights.ts';
import { roleAttributes, roleMembership, roleSetting } from '../../../../core/backup/server-roles.ts';
import type { CloneSource } from '../clone-source.ts';
import type { IntactArchive } from './intact-archive.ts';

const globalsName = /\/globals\.json$/;
const recordedGlobals = z.object({
	format: z.literal('globals-v1'),
	roles: z.array(roleAttributes),
	memberships: z.array(roleMembership),
	settings: z.array(roleSetting),
	database: databaseRights,
	parameters: z.array(z.object({ name: z.string() })).default([]),
});

/**
 * Roles, settings and rights as they were at the backup's instant: production may have others by now, and an owner that
 * is gone since would be missing from the copy. Backups that kept none leave production's present ones in place.
 */
export async function atInstantOf(archive: IntactArchive, source: CloneSource): Promise<CloneSource> {
	const file = archive.companions?.find((companion) => globalsName.test(companion.file));
	if (!file) return source;
	const globals = recordedGlobals.parse(JSON.parse(await readFile(file.file, 'utf8')));
	const { roles, memberships, settings, database, parameters } = globals;
	return {
		...source,
		roles: { roles, memberships, settings },
		rights: database,
		left_out: parameters.map(({ name }) => ({
			what: `rights on the parameter ${name}`,
			rule: 'parameter-rights-left-out',
			reason: 'They belong to the server: who may SET it there may not on a clone.',
		})),
	};
}
