import { afterwards, change, type SchemaChange } from './schema-change.ts';

/** Runs a statement on the database one is in, whatever its name; `%I` stands for it. */
export const onDatabase = (statement: string): string =>
	`DO $do$ BEGIN EXECUTE format($q$${statement}$q$, current_database()); END $do$`;

const label = `INSERT INTO pg_seclabel VALUES ('shop.base'::regclass, 'pg_class'::regclass, 0, 'tag', 'x')`;

export const privileges: readonly SchemaChange[] = [
	change(`REVOKE SELECT ON shop.customer FROM bob`, '- grant SELECT on table shop.customer to bob'),
	change(
		`GRANT SELECT ON shop.customer TO bob WITH GRANT OPTION`,
		'~ grant SELECT on table shop.customer to bob: grantable',
	),
	change(`REVOKE UPDATE (note) ON shop.invoice FROM bob`, '- grant UPDATE on column shop.invoice.note to bob'),
	change(
		`REVOKE EXECUTE ON FUNCTION shop.twice FROM PUBLIC`,
		'+ revocation EXECUTE on function shop.twice(integer) from PUBLIC',
	),
	change(`REVOKE USAGE ON TYPE shop.mood FROM PUBLIC`, '+ revocation USAGE on type shop.mood from PUBLIC'),
	change(`REVOKE USAGE ON SCHEMA shop FROM bob`, '- grant USAGE on schema shop to bob'),
	change(`REVOKE USAGE ON SCHEMA public FROM PUBLIC`, '- grant USAGE on schema public to PUBLIC'),
	change(`REVOKE INSERT ON shop.base FROM postgres`, '+ revocation INSERT on table shop.base from postgres'),
	change(onDatabase(`REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC`), '+ revocation TEMPORARY on database from PUBLIC'),
	afterwards(
		`REVOKE EXECUTE ON FUNCTION shop.twice FROM PUBLIC`,
		`REVOKE ALL ON FUNCTION shop.twice FROM postgres`,
		'+ revocation EXECUTE on function shop.twice(integer) from postgres',
	),
	// Of PostgreSQL's own objects and of an extension's, what differs from how they came.
	change(
		`REVOKE EXECUTE ON FUNCTION pg_catalog.lo_export(oid, text) FROM postgres`,
		'+ revocation EXECUTE on function pg_catalog.lo_export(oid, text) from postgres',
	),
	change(
		`REVOKE SELECT ON pg_catalog.pg_proc FROM PUBLIC`,
		'+ revocation SELECT on table pg_catalog.pg_proc from PUBLIC',
	),
	change(`REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC`, '+ revocation USAGE on language plpgsql from PUBLIC'),
	afterwards(
		`ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO bob`,
		`ALTER DEFAULT PRIVILEGES IN SCHEMA shop REVOKE SELECT ON TABLES FROM bob`,
		'- default privilege SELECT on tables made by postgres in shop to bob',
	),
	afterwards(
		`ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO bob`,
		`ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO bob WITH GRANT OPTION`,
		'~ default privilege SELECT on tables made by postgres to bob: grantable',
	),
	change(
		`ALTER DEFAULT PRIVILEGES FOR ROLE alice REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC`,
		'+ revocation EXECUTE on functions made by alice from PUBLIC',
	),
	// No label provider is installed: the catalog is written as SECURITY LABEL would.
	change(label, '+ security label tag on table shop.base'),
	afterwards(label, `UPDATE pg_seclabel SET label = 'y'`, '~ security label tag on table shop.base: label'),
];
