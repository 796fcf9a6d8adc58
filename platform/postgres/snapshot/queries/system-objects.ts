import type { CatalogQuery } from '../catalog-query.ts';
import { madeByUser, madeOnItsOwn } from '../in-scope.ts';

// An array and not a join, so that it is asked before anything dearer is.
const systemSchemas = `ANY (ARRAY(SELECT oid FROM pg_namespace WHERE nspname IN ('pg_catalog', 'information_schema')))`;

/** Catalogs with the column that names the schema an object lives in. */
const inSchemas = [
	['pg_proc', 'pronamespace'],
	['pg_class', 'relnamespace'],
	['pg_type', 'typnamespace'],
	['pg_operator', 'oprnamespace'],
	['pg_opclass', 'opcnamespace'],
	['pg_opfamily', 'opfnamespace'],
	['pg_collation', 'collnamespace'],
	['pg_conversion', 'connamespace'],
	['pg_statistic_ext', 'stxnamespace'],
	['pg_ts_parser', 'prsnamespace'],
	['pg_ts_dict', 'dictnamespace'],
	['pg_ts_template', 'tmplnamespace'],
	['pg_ts_config', 'cfgnamespace'],
] as const;

/** Catalogs with the column that names the object of PostgreSQL that something was attached to. */
const attached = [
	['pg_amop', 'amopfamily'],
	['pg_amproc', 'amprocfamily'],
	['pg_trigger', 'tgrelid'],
	['pg_rewrite', 'ev_class'],
] as const;

const found = [
	...inSchemas.map(
		([catalog, schema]) => `SELECT '${catalog}'::regclass AS catalog, o.oid FROM ${catalog} o
			WHERE o.${schema} = ${systemSchemas} AND ${madeByUser(catalog, 'o.oid')} AND ${madeOnItsOwn(catalog, 'o.oid')}`,
	),
	// An extension owns its operator class and not each of its members.
	...attached.map(
		([catalog, to]) => `SELECT '${catalog}'::regclass, o.oid FROM ${catalog} o
			WHERE o.${to} < 16384 AND ${madeByUser(catalog, 'o.oid')} AND (
				SELECT true FROM pg_depend part JOIN pg_depend member
					ON member.classid = part.refclassid AND member.objid = part.refobjid AND member.deptype = 'e'
				WHERE part.classid = '${catalog}'::regclass AND part.objid = o.oid LIMIT 1) IS NULL`,
	),
].join('\n\tUNION ALL\n\t');

const sql = `
	SELECT object.type || ' ' || object.identity AS name
	FROM (${found}) found CROSS JOIN LATERAL pg_identify_object(found.catalog, found.oid, 0) object`;

/** What somebody put into PostgreSQL's own schemas, which the snapshot leaves out otherwise: a good place to hide. */
export const systemObjects: CatalogQuery = { kind: 'system object', sql };
