import { qualifiedName, signature } from '../in-scope.ts';

/** What a role is called where a privilege is named; OID 0 is everyone. */
export function granteeName(oid: string): string {
	return `CASE ${oid} WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(${oid})) END`;
}

/** Of a row `d` of pg_default_acl: what it speaks of, and the privileges that such objects would have without it. */
export const objectsToCome = `CASE d.defaclobjtype
		WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas'
		ELSE 'objects of type ' || d.defaclobjtype::text
	END || ' made by ' || quote_ident(pg_get_userbyid(d.defaclrole))`;
export const usualToCome = `aclexplode(
	acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's'::"char" ELSE d.defaclobjtype END, d.defaclrole))`;

/** All schemas but the excluded ones and PostgreSQL's scratch room: its own and those of extensions can be granted on. */
const grantable = `n.nspname <> ALL ($1::text[]) AND n.nspname !~ '^pg_(toast|temp)'`;
const isSystem = `n.nspname IN ('pg_catalog', 'information_schema')`;

/** What an object came with from initdb (i) or CREATE EXTENSION (e); for all others PostgreSQL's default holds. */
function joinInitial(catalog: string, object: string, system: string, column = '0'): string {
	return `LEFT JOIN pg_init_privs initial ON initial.objoid = ${object} AND initial.classoid = '${catalog}'::regclass
			AND initial.objsubid = ${column} AND (initial.privtype = 'e' OR ${system})`;
}

/** Objects that live in no schema: `letter` is the type as acldefault takes it. */
function ofServerKind(kind: string, catalog: string, prefix: string, letter: string): string {
	return `
		SELECT '${kind} ' || quote_ident(o.${prefix}name), '${letter}'::"char", o.${prefix}owner, o.${prefix}acl, initial.initprivs
		FROM ${catalog} o ${joinInitial(catalog, 'o.oid', 'o.oid < 16384')}
		WHERE o.${prefix}acl IS NOT NULL AND $1::text[] IS NOT NULL`;
}

/**
 * Objects whose privileges are written down and differ from `usual`, those they have by themselves. An absent ACL
 * stands for PostgreSQL's default, so the same privileges written out are no difference.
 */
export const heldPrivileges = `
	held (object, type, owner, acl, initial) AS (
		SELECT 'database', 'd'::"char", d.datdba, d.datacl, NULL::aclitem[]
		FROM pg_database d WHERE d.datname = current_database() AND d.datacl IS NOT NULL
	UNION ALL
		SELECT 'schema ' || quote_ident(n.nspname), 'n', n.nspowner, n.nspacl, initial.initprivs
		FROM pg_namespace n ${joinInitial('pg_namespace', 'n.oid', isSystem)}
		WHERE n.nspacl IS NOT NULL AND ${grantable}
	UNION ALL
		SELECT CASE c.relkind
				WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' WHEN 'S' THEN 'sequence '
				WHEN 'f' THEN 'foreign table ' ELSE 'table '
			END || ${qualifiedName('n', 'c.relname')},
			CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, c.relowner, c.relacl, initial.initprivs
		FROM pg_class c
		JOIN pg_namespace n ON n.oid = c.relnamespace
		${joinInitial('pg_class', 'c.oid', isSystem)}
		WHERE c.relacl IS NOT NULL AND ${grantable}
	UNION ALL
		SELECT 'column ' || ${qualifiedName('n', 'c.relname')} || '.' || quote_ident(a.attname),
			'c', c.relowner, a.attacl, initial.initprivs
		FROM pg_attribute a
		JOIN pg_class c ON c.oid = a.attrelid
		JOIN pg_namespace n ON n.oid = c.relnamespace
		${joinInitial('pg_class', 'c.oid', isSystem, 'a.attnum')}
		WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND ${grantable}
	UNION ALL
		SELECT CASE p.prokind WHEN 'p' THEN 'procedure ' WHEN 'a' THEN 'aggregate ' ELSE 'function ' END
			|| ${signature('n', 'p')}, 'f', p.proowner, p.proacl, initial.initprivs
		FROM pg_proc p
		JOIN pg_namespace n ON n.oid = p.pronamespace
		${joinInitial('pg_proc', 'p.oid', isSystem)}
		WHERE p.proacl IS NOT NULL AND ${grantable}
	UNION ALL
		SELECT 'type ' || ${qualifiedName('n', 't.typname')}, 'T', t.typowner, t.typacl, initial.initprivs
		FROM pg_type t
		JOIN pg_namespace n ON n.oid = t.typnamespace
		${joinInitial('pg_type', 't.oid', isSystem)}
		WHERE t.typacl IS NOT NULL AND ${grantable}
	UNION ALL ${ofServerKind('language', 'pg_language', 'lan', 'l')}
	UNION ALL ${ofServerKind('foreign data wrapper', 'pg_foreign_data_wrapper', 'fdw', 'F')}
	UNION ALL ${ofServerKind('foreign server', 'pg_foreign_server', 'srv', 'S')}
	), privilege AS (
		SELECT object, owner, acl, initial IS NULL AS by_default, coalesce(initial, acldefault(type, owner)) AS usual FROM held
	), unusual AS MATERIALIZED (
		SELECT * FROM privilege WHERE acl <> usual
	)`;
