import { z } from 'zod';
import type { SchemaSnapshot } from '../../../../core/snapshot/schema-snapshot.ts';
import type { Session } from '../../session.ts';
import { inScope, outsideExtensions } from '../in-scope.ts';

/** What PostgreSQL itself was created with has an OID below this one. */
const firstNormalOid = 16384;

interface Uncovered {
	readonly kind: string;
	readonly catalog: string;
	/** Rows of the catalog as `o`. */
	readonly from: string;
	/** OID of the schema it lives in; absent where the kind has none. */
	readonly schema?: string;
}

const ofRelation = (catalog: string, relation: string, more = '') =>
	`${catalog} o JOIN pg_class r ON r.oid = o.${relation}${more}`;

const uncovered: readonly Uncovered[] = [
	{ kind: 'access method', catalog: 'pg_am', from: 'pg_am o' },
	{
		kind: 'aggregate',
		catalog: 'pg_proc',
		from: `(SELECT * FROM pg_proc WHERE prokind = 'a') o`,
		schema: 'o.pronamespace',
	},
	{
		kind: 'base type',
		catalog: 'pg_type',
		// PostgreSQL makes the array types by itself; typtype p is a type still to be defined.
		from: `(SELECT * FROM pg_type t WHERE typtype IN ('b', 'p')
			AND NOT EXISTS (SELECT FROM pg_type element WHERE element.typarray = t.oid)) o`,
		schema: 'o.typnamespace',
	},
	{
		kind: 'cast',
		catalog: 'pg_cast',
		// Without the one from a range to its multirange, which the range type brings along.
		from: `(SELECT * FROM pg_cast c WHERE NOT EXISTS (SELECT FROM pg_depend made
			WHERE made.classid = 'pg_cast'::regclass AND made.objid = c.oid AND made.deptype = 'i')) o`,
	},
	{ kind: 'collation', catalog: 'pg_collation', from: 'pg_collation o', schema: 'o.collnamespace' },
	{ kind: 'conversion', catalog: 'pg_conversion', from: 'pg_conversion o', schema: 'o.connamespace' },
	{
		kind: 'default privileges',
		catalog: 'pg_default_acl',
		from: 'pg_default_acl o',
		schema: 'nullif(o.defaclnamespace, 0)',
	},
	{ kind: 'event trigger', catalog: 'pg_event_trigger', from: 'pg_event_trigger o' },
	{ kind: 'foreign data wrapper', catalog: 'pg_foreign_data_wrapper', from: 'pg_foreign_data_wrapper o' },
	{ kind: 'foreign server', catalog: 'pg_foreign_server', from: 'pg_foreign_server o' },
	{
		kind: 'foreign table',
		catalog: 'pg_class',
		from: `(SELECT * FROM pg_class WHERE relkind = 'f') o`,
		schema: 'o.relnamespace',
	},
	{ kind: 'language', catalog: 'pg_language', from: 'pg_language o' },
	{ kind: 'operator', catalog: 'pg_operator', from: 'pg_operator o', schema: 'o.oprnamespace' },
	{ kind: 'operator class', catalog: 'pg_opclass', from: 'pg_opclass o', schema: 'o.opcnamespace' },
	{ kind: 'operator family', catalog: 'pg_opfamily', from: 'pg_opfamily o', schema: 'o.opfnamespace' },
	{ kind: 'policy', catalog: 'pg_policy', from: ofRelation('pg_policy', 'polrelid'), schema: 'r.relnamespace' },
	{ kind: 'publication', catalog: 'pg_publication', from: 'pg_publication o' },
	{
		kind: 'rule',
		catalog: 'pg_rewrite',
		from: ofRelation('pg_rewrite', 'ev_class', ` AND o.rulename <> '_RETURN'`),
		schema: 'r.relnamespace',
	},
	{ kind: 'statistics object', catalog: 'pg_statistic_ext', from: 'pg_statistic_ext o', schema: 'o.stxnamespace' },
	{
		kind: 'subscription',
		catalog: 'pg_subscription',
		// Named columns: pg_subscription hides its connection string from everyone but superusers.
		from: '(SELECT oid FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())) o',
	},
	{ kind: 'text search configuration', catalog: 'pg_ts_config', from: 'pg_ts_config o', schema: 'o.cfgnamespace' },
	{ kind: 'text search dictionary', catalog: 'pg_ts_dict', from: 'pg_ts_dict o', schema: 'o.dictnamespace' },
	{ kind: 'text search parser', catalog: 'pg_ts_parser', from: 'pg_ts_parser o', schema: 'o.prsnamespace' },
	{ kind: 'text search template', catalog: 'pg_ts_template', from: 'pg_ts_template o', schema: 'o.tmplnamespace' },
	{ kind: 'transform', catalog: 'pg_transform', from: 'pg_transform o' },
	// The view: the catalog itself is for superusers, because it holds passwords.
	{ kind: 'user mapping', catalog: 'pg_user_mapping', from: '(SELECT umid AS oid FROM pg_user_mappings) o' },
	...(['pg_proc', 'pg_class', 'pg_type', 'pg_operator'] as const).map((catalog) => intruders(catalog)),
];

/** Something of a user in PostgreSQL's own schemas, which the snapshot leaves out: a good place to hide. */
function intruders(catalog: 'pg_proc' | 'pg_class' | 'pg_type' | 'pg_operator'): Uncovered {
	const namespace = {
		pg_proc: 'pronamespace',
		pg_class: 'relnamespace',
		pg_type: 'typnamespace',
		pg_operator: 'oprnamespace',
	}[catalog];
	return {
		kind: 'object in a schema of PostgreSQL',
		catalog,
		from: `${catalog} o JOIN pg_namespace own ON own.oid = o.${namespace}
			AND own.nspname IN ('pg_catalog', 'information_schema')`,
	};
}

function selectOf({ kind, catalog, from, schema = 'NULL::oid' }: Uncovered): string {
	return `SELECT '${kind}' AS kind, ${schema} AS schema FROM ${from}
		WHERE o.oid >= ${firstNormalOid} AND ${outsideExtensions(catalog, 'o.oid')}`;
}

// These have no OID of their own.
const ofDatabase = `
	SELECT 'database setting', NULL::oid FROM pg_db_role_setting s
	JOIN pg_database d ON d.oid = s.setdatabase AND d.datname = current_database()
	UNION ALL
	SELECT 'database privilege', NULL::oid FROM pg_database d CROSS JOIN aclexplode(d.datacl)
	WHERE d.datname = current_database()
	UNION ALL
	SELECT 'security label', NULL::oid FROM pg_seclabel`;

const sql = `
	SELECT found.kind, count(*)::int AS count
	FROM (${uncovered.map(selectOf).join('\nUNION ALL\n')} UNION ALL ${ofDatabase}) found
	LEFT JOIN pg_namespace n ON n.oid = found.schema
	WHERE found.schema IS NULL OR (${inScope('n')})
	GROUP BY found.kind
	ORDER BY found.kind COLLATE "C"`;

const counted = z.array(z.object({ kind: z.string(), count: z.int().positive() }));

/** What else the database holds, by kind, outside excluded schemas, extensions and PostgreSQL itself. */
export async function countNotCovered(
	session: Session,
	excludeSchemas: readonly string[],
): Promise<SchemaSnapshot['not_covered']> {
	const { rows } = await session.query(sql, [excludeSchemas]);
	return counted.parse(rows);
}
