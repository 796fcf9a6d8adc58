import { z } from 'zod';
import type { ServerIdentity } from '../../../core/backup/port.ts';
import type { RestoreException } from '../../../core/backup/restore-exception.ts';
import type { ServerRoles } from '../../../core/backup/server-roles.ts';
import { readServerIdentity } from '../read-server-identity.ts';
import type { Session } from '../session.ts';
import { type DatabaseLocale, readDatabaseLocale } from './database-locale.ts';
import { type DatabaseRights, readDatabaseRights } from './database-rights.ts';
import { readRoles } from './read-roles.ts';
import { readServerSettings } from './read-server-settings.ts';

const extensionRow = z.object({ name: z.string(), version: z.string() });
export type InstalledExtension = z.infer<typeof extensionRow>;

/** All that a clone has to know of the database it is made from; the archive brings the rest. */
export interface CloneSource {
	readonly identity: ServerIdentity;
	readonly installation_id: string;
	readonly locale: DatabaseLocale;
	readonly rights: DatabaseRights;
	readonly roles: ServerRoles;
	readonly extensions: readonly InstalledExtension[];
	readonly settings: ReadonlyMap<string, string>;
	/** What belongs to production's server and is not made on a clone's. */
	readonly left_out: readonly RestoreException[];
	/** Of the whole database on disk: about what a copy takes. */
	readonly size_bytes: number;
}

/** Reads it over one connection in the database to be restored. These catalogs are open to every role. */
export async function readCloneSource(session: Session, installationId: string): Promise<CloneSource> {
	const { rows: sizes } = await session.query('SELECT pg_database_size(current_database())::float8 AS bytes');
	const { rows: extensions } = await session.query(
		'SELECT extname::text AS name, extversion AS version FROM pg_catalog.pg_extension ORDER BY extname',
	);
	return {
		identity: await readServerIdentity(session),
		installation_id: installationId,
		locale: await readDatabaseLocale(session),
		rights: await readDatabaseRights(session),
		roles: await readRoles(session),
		extensions: extensions.map((row) => extensionRow.parse(row)),
		settings: await readServerSettings(session),
		left_out: [],
		size_bytes: z.number().parse(sizes[0]?.['bytes']),
	};
}
