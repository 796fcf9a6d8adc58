import { z } from 'zod';
import { type DatabaseRights, databaseGrant } from '../../../core/backup/database-rights.ts';
import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../session.ts';

export type { DatabaseRights };

const readOwner = 'SELECT pg_get_userbyid(datdba)::text AS owner FROM pg_database WHERE datname = current_database()';

// Without an ACL the defaults hold: acldefault spells them out.
const readGrants = `
	SELECT r.rolname::text AS grantee, a.privilege_type AS privilege, a.is_grantable AS grantable
	FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
	LEFT JOIN pg_roles r ON r.oid = a.grantee
	WHERE d.datname = current_database() ORDER BY 1 NULLS FIRST, 2`;

export async function readDatabaseRights(session: Session): Promise<DatabaseRights> {
	const { rows: owners } = await session.query(readOwner);
	const { rows: grants } = await session.query(readGrants);
	return { owner: z.string().parse(owners[0]?.['owner']), grants: grants.map((row) => databaseGrant.parse(row)) };
}

/**
 * Gives a clone's database the owner and grants of production's.
 * Without them a rehearsal would be refused what production allows, or the other way round.
 * @param session as the clone's superuser; the roles exist already
 */
export async function giveDatabaseRights(
	session: Session,
	{ owner, grants }: DatabaseRights,
	database: string,
): Promise<void> {
	const name = quoteIdentifier(database);
	await session.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
	await session.query(`ALTER DATABASE ${name} OWNER TO ${quoteIdentifier(owner)}`);
	for (const { grantee, privilege, grantable } of grants) {
		const to = grantee === null ? 'PUBLIC' : quoteIdentifier(grantee);
		await session.query(`GRANT ${privilege} ON DATABASE ${name} TO ${to}${grantable ? ' WITH GRANT OPTION' : ''}`);
	}
}
