import type { CatalogQuery } from '../catalog-query.ts';
import { inScope } from '../in-scope.ts';
import { granteeName, objectsToCome, usualToCome } from './held-privileges.ts';

// An entry without a schema replaces PostgreSQL's own defaults, so only what goes beyond them is a privilege; what it
// takes away is a revocation. An entry for a schema can only add.
const sql = `
	SELECT entry.privilege_type || ' on ' || ${objectsToCome} || coalesce(' in ' || quote_ident(n.nspname), '')
			|| ' to ' || ${granteeName('entry.grantee')} AS name,
		nullif(bool_or(entry.is_grantable), false) AS grantable
	FROM pg_default_acl d
	LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
	CROSS JOIN LATERAL (
		SELECT given.grantee, given.privilege_type, given.is_grantable FROM aclexplode(d.defaclacl) given
		WHERE d.defaclnamespace <> 0 OR NOT EXISTS (SELECT FROM ${usualToCome} usual
			WHERE usual.grantee = given.grantee AND usual.privilege_type = given.privilege_type)
	) entry
	WHERE n.oid IS NULL OR (${inScope('n')})
	GROUP BY d.oid, n.nspname, entry.privilege_type, entry.grantee, d.defaclobjtype, d.defaclrole`;

/** What ALTER DEFAULT PRIVILEGES will grant on objects to come. */
export const defaultPrivileges: CatalogQuery = { kind: 'default privilege', sql, rare: 'pg_default_acl' };
