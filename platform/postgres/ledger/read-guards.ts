import type { GuardFacts } from '../../../core/evidence/judge-guards.ts';
import type { Session } from '../session.ts';
import { withPinnedSettings } from '../snapshot/with-pinned-settings.ts';

/**
 * How the ledger is guarded, read from the catalogs; nobody needs rights for that. Definitions are compared as text, so
 * they are printed alike whatever the database's settings are. Inside the caller's transaction.
 */
export function readGuards(session: Session): Promise<GuardFacts> {
	return withPinnedSettings(session, () => readPinned(session));
}

async function readPinned(session: Session): Promise<GuardFacts> {
	const functions = await session.query(
		`SELECT proname::text AS name, prosrc AS source FROM pg_proc WHERE pronamespace = 'cutter_control'::regnamespace`,
	);
	const version = await session.query('SELECT max(version)::int AS version FROM cutter_control.schema_version');
	return {
		triggers: await readTriggers(session),
		functions: new Map(functions.rows.map((row) => [String(row['name']), String(row['source'])])),
		extras: await readExtras(session),
		rights: await readRights(session),
		powers: await readPowers(session),
		version: Number(version.rows[0]?.['version'] ?? 0),
	};
}

async function readTriggers(session: Session): Promise<GuardFacts['triggers']> {
	const { rows } = await session.query(
		`SELECT tgname::text AS name, pg_get_triggerdef(oid) AS definition, tgenabled = 'A' AS always FROM pg_trigger
		  WHERE NOT tgisinternal AND tgrelid IN ('cutter_control.evidence'::regclass, 'cutter_control.run'::regclass)
		  ORDER BY tgname`,
	);
	return rows.map((row) => ({
		name: String(row['name']),
		definition: String(row['definition']),
		always: row['always'] === true,
	}));
}

async function readExtras(session: Session): Promise<string[]> {
	const { rows } = await session.query(
		`SELECT ARRAY(
			SELECT 'a rule: ' || rulename::text FROM pg_rewrite WHERE ev_class = c.oid
			UNION ALL SELECT 'row security' WHERE c.relrowsecurity
			UNION ALL SELECT 'an heir: ' || inhrelid::regclass::text FROM pg_inherits WHERE inhparent = c.oid
			UNION ALL SELECT 'no primary key of chain and seq' WHERE NOT EXISTS (
				SELECT FROM pg_constraint WHERE conrelid = c.oid AND contype = 'p'
					AND pg_get_constraintdef(oid) = 'PRIMARY KEY (chain, seq)')
			UNION ALL SELECT 'another kind than a table: ' || c.relkind::text WHERE c.relkind <> 'r'
			ORDER BY 1
		 ) AS extras FROM pg_class c WHERE c.oid = 'cutter_control.evidence'::regclass`,
	);
	return (rows[0]?.['extras'] ?? []) as string[];
}

async function readRights(session: Session): Promise<string[]> {
	const { rows } = await session.query(
		`SELECT CASE WHEN p.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(p.grantee)::text END || ': ' || p.privilege_type AS "right"
		   FROM pg_class c, aclexplode(c.relacl) p
		  WHERE c.oid = 'cutter_control.evidence'::regclass AND p.grantee <> c.relowner
			AND p.privilege_type NOT IN ('INSERT', 'SELECT')
		  ORDER BY 1`,
	);
	return rows.map((row) => String(row['right']));
}

/** Before PostgreSQL 16 a role with CREATEROLE gives itself any role that is no superuser. */
async function readPowers(session: Session): Promise<string[]> {
	const { rows } = await session.query(
		`SELECT ARRAY(
			SELECT 'is a superuser' WHERE r.rolsuper
			UNION ALL SELECT 'may create roles' WHERE r.rolcreaterole
			UNION ALL SELECT 'is, or may become, the ledger’s owner' WHERE pg_has_role(r.oid, c.relowner, 'MEMBER')
			UNION ALL SELECT 'may run programs on the server' WHERE pg_has_role(r.oid, 'pg_execute_server_program', 'MEMBER')
			UNION ALL SELECT 'may write files on the server' WHERE pg_has_role(r.oid, 'pg_write_server_files', 'MEMBER')
		 ) AS powers FROM pg_roles r, pg_class c
		 WHERE r.rolname = current_user AND c.oid = 'cutter_control.evidence'::regclass`,
	);
	return (rows[0]?.['powers'] ?? []) as string[];
}
