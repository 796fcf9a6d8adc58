import pg from 'pg';
import { databaseUrl, type RunningCluster } from './cluster.ts';
import { createDemoDatabase } from './database/create-demo-database.ts';
import { createDirectusDatabase, DATABASE, type DatabaseRoles } from './directus-database.ts';

/** Creates roles and database, and fills the database with the demo's tables, all owned by Directus's role. */
export async function fillDatabase(cluster: RunningCluster, roles: DatabaseRoles): Promise<void> {
	await createDirectusDatabase(cluster, roles);
	const client = new pg.Client({ connectionString: databaseUrl(cluster, cluster.superuser, DATABASE) });
	// The server may be stopped under it; the statement then fails, the process must not.
	client.on('error', () => undefined);
	await client.connect();
	try {
		await createDemoDatabase(client, { ownerRole: roles.directus.role });
	} finally {
		await client.end();
	}
}
