import type { CatalogQuery } from '../catalog-query.ts';
import { granteeName, heldPrivileges, objectsToCome, usualToCome } from './held-privileges.ts';

// By default an owner holds everything, and PUBLIC holds something only of some kinds of object: CASE asks what is
// quickly answered first. Of every object it is asked whether anything is missing; only where so, which is rare, what.
const sql = `
	WITH ${heldPrivileges}
	SELECT given.privilege_type || ' on ' || unusual.object || ' to ' || ${granteeName('given.grantee')} AS name,
		nullif(given.is_grantable, false) AS grantable,
		NULL::boolean AS revoked
	FROM unusual CROSS JOIN LATERAL aclexplode(unusual.acl) given
	WHERE CASE
		WHEN unusual.by_default AND given.grantee = unusual.owner THEN false
		WHEN unusual.by_default AND given.grantee <> 0 THEN true
		ELSE NOT EXISTS (SELECT FROM aclexplode(unusual.usual) usual
			WHERE usual.grantee = given.grantee AND usual.privilege_type = given.privilege_type)
	END
UNION ALL
	SELECT usual.privilege_type || ' on ' || unusual.object || ' from ' || ${granteeName('usual.grantee')}, NULL, true
	FROM unusual CROSS JOIN LATERAL aclexplode(unusual.usual) usual
	WHERE EXISTS (SELECT FROM unnest(unusual.usual) item WHERE NOT unusual.acl @> item)
		AND NOT EXISTS (SELECT FROM aclexplode(unusual.acl) given
			WHERE given.grantee = usual.grantee AND given.privilege_type = usual.privilege_type)
UNION ALL
	SELECT usual.privilege_type || ' on ' || ${objectsToCome} || ' from ' || ${granteeName('usual.grantee')}, NULL, true
	FROM pg_default_acl d CROSS JOIN LATERAL ${usualToCome} usual
	WHERE d.defaclnamespace = 0 AND NOT EXISTS (SELECT FROM aclexplode(d.defaclacl) given
		WHERE given.grantee = usual.grantee AND given.privilege_type = usual.privilege_type)`;

/**
 * Privileges as they differ from those that an object has by itself, also on what PostgreSQL or an extension brought
 * along. One `grant` per privilege beyond them (`SELECT on table public.t to reader`; `PUBLIC` in capitals is everyone),
 * however many granted it; one `revocation` per privilege that was taken (`EXECUTE on function public.f() from PUBLIC`).
 */
export const privileges: CatalogQuery = { kind: 'grant', sql };
