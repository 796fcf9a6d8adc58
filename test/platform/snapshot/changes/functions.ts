import { afterwards, change, type SchemaChange } from './schema-change.ts';

const total = `CREATE AGGREGATE shop.total(int) (sfunc = int4pl, stype = int, initcond = '0')`;
const body = `CREATE FUNCTION shop.one() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END`;

export const functions: readonly SchemaChange[] = [
	change(
		`CREATE OR REPLACE FUNCTION shop.twice(x int) RETURNS int LANGUAGE sql AS $$ SELECT x + x $$`,
		'~ function shop.twice(integer): source',
	),
	change(`ALTER FUNCTION shop.twice IMMUTABLE`, '~ function shop.twice(integer): volatility'),
	change(`ALTER FUNCTION shop.twice STRICT`, '~ function shop.twice(integer): strict'),
	change(`ALTER FUNCTION shop.twice SECURITY DEFINER`, '~ function shop.twice(integer): security_definer'),
	change(`ALTER FUNCTION shop.twice LEAKPROOF`, '~ function shop.twice(integer): leakproof'),
	change(`ALTER FUNCTION shop.twice PARALLEL SAFE`, '~ function shop.twice(integer): parallel'),
	change(`ALTER FUNCTION shop.twice SET search_path = shop`, '~ function shop.twice(integer): settings'),
	change(`ALTER FUNCTION shop.twice COST 7`, '~ function shop.twice(integer): cost'),
	change(`ALTER FUNCTION shop.twice OWNER TO alice`, '~ function shop.twice(integer): owner'),
	change(`COMMENT ON FUNCTION shop.twice IS 'x'`, '~ function shop.twice(integer): comment'),
	change(
		`DROP FUNCTION shop.twice; CREATE FUNCTION shop.twice(x int DEFAULT 1) RETURNS int LANGUAGE sql AS $$ SELECT x * 2 $$`,
		'~ function shop.twice(integer): arguments',
	),
	change(
		`DROP FUNCTION shop.twice; CREATE FUNCTION shop.twice(x int) RETURNS bigint LANGUAGE sql AS $$ SELECT x * 2 $$`,
		'~ function shop.twice(integer): result',
	),
	afterwards(
		`SET LOCAL check_function_bodies = off`,
		`DROP FUNCTION shop.twice; CREATE FUNCTION shop.twice(x int) RETURNS int LANGUAGE plpgsql AS $$ SELECT x * 2 $$`,
		'~ function shop.twice(integer): language',
	),
	afterwards(
		`CREATE FUNCTION shop.many() RETURNS SETOF int LANGUAGE sql AS 'SELECT 1'`,
		`ALTER FUNCTION shop.many ROWS 5 SUPPORT generate_series_int4_support`,
		'~ function shop.many(): rows, support',
	),
	afterwards(
		body,
		body.replace('SELECT 1', 'SELECT 2').replace('CREATE', 'CREATE OR REPLACE'),
		'~ function shop.one(): body',
	),
	afterwards(
		`CREATE FUNCTION shop.rank() RETURNS bigint LANGUAGE internal AS 'window_row_number'`,
		`CREATE OR REPLACE FUNCTION shop.rank() RETURNS bigint LANGUAGE internal AS 'window_rank'`,
		'~ function shop.rank(): source',
	),
	afterwards(
		`CREATE FUNCTION shop.rank() RETURNS bigint LANGUAGE internal AS 'window_rank'`,
		`DROP FUNCTION shop.rank; CREATE FUNCTION shop.rank() RETURNS bigint LANGUAGE internal WINDOW AS 'window_rank'`,
		'~ function shop.rank(): window',
	),
	change(
		`ALTER FUNCTION shop.twice RENAME TO double`,
		'+ function shop.double(integer)',
		'- function shop.twice(integer)',
	),
	change(`DROP FUNCTION shop.twice`, '- function shop.twice(integer)'),
	change(
		`CREATE OR REPLACE PROCEDURE shop.tidy(INOUT done int) LANGUAGE plpgsql AS $$ BEGIN done := 2; END $$`,
		'~ procedure shop.tidy(integer): source',
	),
	change(
		`ALTER PROCEDURE shop.tidy SECURITY DEFINER SET work_mem = 999`,
		'~ procedure shop.tidy(integer): security_definer, settings',
	),
	change(
		`COMMENT ON PROCEDURE shop.tidy IS 'x'; ALTER PROCEDURE shop.tidy OWNER TO bob`,
		'~ procedure shop.tidy(integer): comment, owner',
	),
	afterwards(
		total,
		total.replace(`initcond = '0'`, `initcond = '7'`).replace('CREATE', 'CREATE OR REPLACE'),
		'~ aggregate shop.total(integer): initial',
	),
	afterwards(
		total,
		total.replace('int4pl', 'int4mi').replace('CREATE', 'CREATE OR REPLACE'),
		'~ aggregate shop.total(integer): transition',
	),
	afterwards(
		total,
		total
			.replace(`)`, `)`)
			.replace(`initcond`, `combinefunc = int4pl, parallel = safe, initcond`)
			.replace('CREATE', 'CREATE OR REPLACE'),
		'~ aggregate shop.total(integer): combine, parallel',
	),
	afterwards(
		total,
		`COMMENT ON AGGREGATE shop.total(int) IS 'x'; ALTER AGGREGATE shop.total(int) OWNER TO bob`,
		'~ aggregate shop.total(integer): comment, owner',
	),
	afterwards(total, `DROP AGGREGATE shop.total(int)`, '- aggregate shop.total(integer)'),
];
