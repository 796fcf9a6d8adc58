import { z } from 'zod';
import type { FoundInstallation } from '../../../../core/backup/assert-different-server.ts';
import { type ConnectionTarget, inDatabase } from '../../connection-target.ts';
import type { Session } from '../../session.ts';
import { withClient } from '../../with-client.ts';
import { cloneDatabaseName, readRemoteLease } from './remote-lease.ts';

const databaseRow = z.object({ name: z.string(), comment: z.string().nullable() });

export interface Installations {
	readonly found: readonly FoundInstallation[];
	/** Databases that this login cannot enter; nobody can say whose they are. */
	readonly not_examined: readonly string[];
}

/** Looks into every database of a server for the bundle's own state. Clones of ours, which hold a copy of it, aside. */
export async function findInstallations(admin: Session, login: ConnectionTarget): Promise<Installations> {
	const { rows } = await admin.query(
		`SELECT datname::text AS name, shobj_description(oid, 'pg_database') AS comment
		FROM pg_catalog.pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname`,
	);
	const databases = rows
		.map((row) => databaseRow.parse(row))
		.filter(({ name, comment }) => !(cloneDatabaseName.test(name) && readRemoteLease(comment)));
	const found: FoundInstallation[] = [];
	const not_examined: string[] = [];
	for (const { name } of databases) {
		const ids = await readIds(inDatabase(login, name)).catch(() => null);
		if (ids === null) not_examined.push(name);
		else found.push(...ids.map((id) => ({ database: name, id })));
	}
	return { found, not_examined };
}

async function readIds(target: ConnectionTarget): Promise<string[]> {
	return withClient(target, 'dot-iu-cutter clone', async (session) => {
		const { rows } = await session.query("SELECT to_regclass('cutter_control.installation') IS NOT NULL AS present");
		if (rows[0]?.present !== true) return [];
		const installations = await session.query('SELECT id::text AS id FROM cutter_control.installation');
		return installations.rows.map(({ id }) => z.string().parse(id));
	});
}
