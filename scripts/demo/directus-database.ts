import pg from 'pg';
import { quoteIdentifier as name } from '../../core/sql/quote-identifier.ts';
import { databaseUrl, type Login, type RunningCluster } from './cluster.ts';

export const DATABASE = 'directus';

/** The three roles of an installation, as the handbook asks for them. */
export interface DatabaseRoles {
	/** What Directus connects as: owner of its database and of the subject's tables. */
	readonly directus: Login;
	/** What migrations run as: no superuser; reads everything, creates schemas, acts for the tables' owner. */
	readonly migrator: Login;
	/** What the verifier's own process connects as: reads everything, and writes nothing of the subject. */
	readonly verifier: Login;
}

/** Creates the database `directus` and its roles on an empty cluster. */
export async function createDirectusDatabase(cluster: RunningCluster, roles: DatabaseRoles): Promise<void> {
	const client = new pg.Client({ connectionString: databaseUrl(cluster, cluster.superuser, 'postgres') });
	await client.connect();
	try {
		for (const statement of statements(client, roles)) await client.query(statement);
	} finally {
		await client.end();
	}
}

function statements(client: pg.Client, { directus, migrator, verifier }: DatabaseRoles): string[] {
	// Utility statements take no bound values.
	const login = ({ role, password }: Login) =>
		`CREATE ROLE ${name(role)} LOGIN NOSUPERUSER PASSWORD ${client.escapeLiteral(password)}`;
	return [
		login(directus),
		login(migrator),
		login(verifier),
		`CREATE DATABASE ${name(DATABASE)} OWNER ${name(directus.role)} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'`,
		`GRANT CREATE ON DATABASE ${name(DATABASE)} TO ${name(migrator.role)}`,
		`GRANT ${name(directus.role)} TO ${name(migrator.role)}`,
		`GRANT pg_read_all_data, pg_read_all_stats TO ${name(migrator.role)}, ${name(verifier.role)}`,
	];
}
