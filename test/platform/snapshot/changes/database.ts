import { onDatabase } from './privileges.ts';
import { afterwards, change, type SchemaChange } from './schema-change.ts';

const hstore = `CREATE EXTENSION hstore VERSION '1.7'`;

export const database: readonly SchemaChange[] = [
	change(onDatabase(`ALTER DATABASE %I SET work_mem = 999`), '~ database current: setting work_mem'),
	change(
		onDatabase(`ALTER ROLE bob IN DATABASE %I SET search_path = shop`),
		'~ database current: setting search_path of role bob',
	),
	afterwards(
		onDatabase(`ALTER DATABASE %I SET work_mem = 999`),
		onDatabase(`ALTER DATABASE %I RESET work_mem`),
		'~ database current: setting work_mem',
	),
	change(onDatabase(`ALTER DATABASE %I CONNECTION LIMIT 7`), '~ database current: connection_limit'),
	change(onDatabase(`ALTER DATABASE %I IS_TEMPLATE true`), '~ database current: template'),
	change(onDatabase(`ALTER DATABASE %I OWNER TO bob`), '~ database current: owner'),
	change(onDatabase(`COMMENT ON DATABASE %I IS 'x'`), '~ database current: comment'),
	change(
		`UPDATE pg_database SET datcollversion = '1' WHERE datname = current_database()`,
		'~ database current: collation_version',
	),
	change(
		`DROP EXTENSION plpgsql CASCADE`,
		'- extension plpgsql',
		'- function shop.touch()',
		'- procedure shop.tidy(integer)',
		'- trigger shop.invoice.invoice_touch',
	),
	afterwards(hstore, `ALTER EXTENSION hstore UPDATE TO '1.8'`, '~ extension hstore: members, version'),
	afterwards(hstore, `ALTER EXTENSION hstore SET SCHEMA shop`, '~ extension hstore: schema'),
	change(`COMMENT ON EXTENSION plpgsql IS 'x'`, '~ extension plpgsql: comment'),
	change(
		`ALTER FUNCTION shop.twice(int) DEPENDS ON EXTENSION plpgsql`,
		'+ extension dependency function shop.twice(integer) on plpgsql',
	),
	change(
		`ALTER INDEX shop.invoice_paid DEPENDS ON EXTENSION plpgsql`,
		'+ extension dependency index shop.invoice_paid on plpgsql',
	),
	change(
		`ALTER EXTENSION plpgsql ADD FUNCTION shop.twice(int)`,
		'- function shop.twice(integer)',
		'~ extension plpgsql: members',
	),
	afterwards(
		hstore,
		`ALTER EXTENSION hstore DROP FUNCTION hstore_version_diag(hstore)`,
		'+ function public.hstore_version_diag(public.hstore)',
		'~ extension hstore: members',
	),
	afterwards(
		hstore,
		`REVOKE EXECUTE ON FUNCTION hstore(text, text) FROM PUBLIC`,
		'+ revocation EXECUTE on function public.hstore(text, text) from PUBLIC',
	),
	change(
		`CREATE FUNCTION pg_catalog.hidden() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
		'+ system object function pg_catalog.hidden()',
	),
	afterwards(
		`CREATE FUNCTION shop.less(int, oid) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 < $2::int';
		CREATE OPERATOR shop.< (FUNCTION = shop.less, LEFTARG = int, RIGHTARG = oid)`,
		`ALTER OPERATOR FAMILY integer_ops USING btree ADD OPERATOR 1 shop.< (int4, oid)`,
		'+ system object operator of access method operator 1 (integer, pg_catalog.oid) of pg_catalog.integer_ops USING btree',
	),
];
