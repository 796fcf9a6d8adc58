import { z } from 'zod';
import { quoteIdentifier } from '../quote-identifier.ts';
import type { Session } from '../session.ts';

const grantRow = z.object({
	/** Null: PUBLIC. */
	grantee: z.string().nullable(),
	privilege: z.enum(['CREATE', 'CONNECT', 'TEMPORARY']),
	grantable: z.boolean(),
});

const readOwner = 'SELECT pg_get_userbyid(datdba)::text AS owner FROM pg_database WHERE datname = current_database()';

// Without an ACL the defaults hold: acldefault spells them out.
const readGrants = `
	SELECT r.rolname::text AS grantee, a.privilege_type AS privilege, a.is_grantable AS grantable
	FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
	LEFT JOIN pg_roles r ON r.oid = a.grantee
	WHERE d.datname = current_database() ORDER BY 1 NULLS FIRST, 2`;

/**
 * Gives a clone's database the owner and grants of production's, which no dump of a single database carries.
 * Without them a rehearsal would be refused what production allows, or the other way round.
 * @param clone as the clone's superuser; the roles exist already
 */
export async function copyDatabaseRights(production: Session, clone: Session, database: string): Promise<void> {
	const name = quoteIdentifier(database);
	const { rows: owners } = await production.query(readOwner);
	const { rows: grants } = await production.query(readGrants);
	await clone.query(`ALTER DATABASE ${name} OWNER TO ${quoteIdentifier(z.string().parse(owners[0]?.['owner']))}`);
	await clone.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
	for (const { grantee, privilege, grantable } of grants.map((row) => grantRow.parse(row))) {
		const to = grantee === null ? 'PUBLIC' : quoteIdentifier(grantee);
		await clone.query(`GRANT ${privilege} ON DATABASE ${name} TO ${to}${grantable ? ' WITH GRANT OPTION' : ''}`);
	}
}
