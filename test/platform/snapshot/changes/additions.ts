import { afterwards, change, type SchemaChange } from './schema-change.ts';

const server = `CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER far FOREIGN DATA WRAPPER nowhere`;
const foreignTable = `${server}; CREATE FOREIGN TABLE shop.away (a int) SERVER far`;
const publication = `CREATE PUBLICATION news FOR TABLE shop.customer`;

/** Nothing that exists is altered: what is added stands beside it. */
export const additions: readonly SchemaChange[] = [
	change(`CREATE SCHEMA annex`, '+ schema annex'),
	change(`CREATE TABLE shop.extra (a int)`, '+ column shop.extra.a', '+ table shop.extra'),
	change(`CREATE TABLE "public"."A.b" (")" int)`, '+ column public."A.b".")"', '+ table public."A.b"'),
	change(`ALTER TABLE shop.customer ADD authority text DEFAULT 'draft'`, '+ column shop.customer.authority'),
	change(`ALTER TABLE shop.event ADD source text`, '+ column shop.event.source', '+ column shop.event_2024.source'),
	change(
		`ALTER TABLE shop.invoice ADD CONSTRAINT note_filled CHECK (note <> '')`,
		'+ constraint shop.invoice.note_filled',
	),
	change(
		`ALTER TABLE shop.invoice ADD CONSTRAINT again FOREIGN KEY (customer_id) REFERENCES shop.customer`,
		'+ constraint shop.invoice.again',
	),
	change(`ALTER TABLE shop.base ADD UNIQUE (a)`, '+ constraint shop.base.base_a_key', '+ index shop.base_a_key'),
	change(
		`ALTER TABLE shop.invoice ADD EXCLUDE USING btree (note WITH =)`,
		'+ constraint shop.invoice.invoice_note_excl',
		'+ index shop.invoice_note_excl',
	),
	change(
		`ALTER TABLE shop.event ADD PRIMARY KEY (at, kind)`,
		'+ constraint shop.event.event_pkey',
		'+ constraint shop.event_2024.event_2024_pkey',
		'+ index shop.event_2024_pkey',
		'+ index shop.event_pkey',
	),
	// PostgreSQL derives a second foreign key for the partition: nobody made it, nobody can alter it.
	change(
		`ALTER TABLE shop.event ADD PRIMARY KEY (at, kind);
		CREATE TABLE shop.follow (at timestamptz, kind text, CONSTRAINT event FOREIGN KEY (at, kind) REFERENCES shop.event)`,
		'+ column shop.follow.at',
		'+ column shop.follow.kind',
		'+ constraint shop.event.event_pkey',
		'+ constraint shop.event_2024.event_2024_pkey',
		'+ constraint shop.follow.event',
		'+ index shop.event_2024_pkey',
		'+ index shop.event_pkey',
		'+ table shop.follow',
	),
	change(`CREATE INDEX customer_name ON shop.customer (lower(name))`, '+ index shop.customer_name'),
	change(`CREATE INDEX event_kind ON ONLY shop.event (kind)`, '+ index shop.event_kind'),
	change(
		`CREATE TRIGGER more BEFORE INSERT ON shop.customer FOR EACH ROW EXECUTE FUNCTION shop.touch()`,
		'+ trigger shop.customer.more',
	),
	change(
		`CREATE CONSTRAINT TRIGGER late AFTER INSERT ON shop.customer DEFERRABLE FOR EACH ROW EXECUTE FUNCTION shop.touch()`,
		'+ trigger shop.customer.late',
	),
	change(
		`CREATE TRIGGER leaf BEFORE INSERT ON shop.event FOR EACH ROW EXECUTE FUNCTION shop.touch()`,
		'+ trigger shop.event.leaf',
		'+ trigger shop.event_2024.leaf',
	),
	change(`CREATE VIEW shop.names AS SELECT name FROM shop.customer`, '+ column shop.names.name', '+ view shop.names'),
	change(
		`CREATE MATERIALIZED VIEW shop.one AS SELECT 1 AS one`,
		'+ column shop.one.one',
		'+ materialized view shop.one',
	),
	change(`CREATE SEQUENCE shop.more`, '+ sequence shop.more'),
	change(
		`CREATE FUNCTION shop.twice(x text) RETURNS text LANGUAGE sql AS $$ SELECT x || x $$`,
		'+ function shop.twice(text)',
	),
	change(
		`CREATE FUNCTION shop.of(x shop.customer, VARIADIC y shop.mood[]) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END`,
		'+ function shop.of(shop.customer, shop.mood[])',
	),
	change(`CREATE PROCEDURE shop.idle() LANGUAGE sql AS 'SELECT 1'`, '+ procedure shop.idle()'),
	change(`CREATE AGGREGATE shop.total(int) (sfunc = int4pl, stype = int)`, '+ aggregate shop.total(integer)'),
	change(`CREATE TYPE shop.size AS ENUM ('s', 'l')`, '+ type shop.size'),
	change(
		`CREATE DOMAIN shop.positive AS int CONSTRAINT above CHECK (VALUE > 0)`,
		'+ constraint shop.positive.above',
		'+ type shop.positive',
	),
	change(`CREATE TYPE shop.gap AS RANGE (subtype = date)`, '+ type shop.gap'),
	change(`CREATE TYPE shop.shell`, '+ type shop.shell'),
	change(`CREATE COLLATION shop.plain FROM "C"`, '+ collation shop.plain'),
	change(`CREATE CONVERSION shop.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8`, '+ conversion shop.latin'),
	change(`CREATE CAST (shop.mood AS bytea) WITH INOUT`, '+ cast (shop.mood AS bytea)'),
	change(
		`CREATE TRANSFORM FOR shop.mood LANGUAGE sql (FROM SQL WITH FUNCTION varchar_support(internal))`,
		'+ transform for shop.mood language sql',
	),
	change(
		`CREATE OPERATOR shop.~~~ (FUNCTION = int4pl, LEFTARG = int, RIGHTARG = int)`,
		'+ operator shop.~~~(integer, integer)',
	),
	change(`CREATE OPERATOR shop.@#@ (FUNCTION = int4um, RIGHTARG = int)`, '+ operator shop.@#@(NONE, integer)'),
	change(
		`CREATE OPERATOR CLASS shop.ops FOR TYPE int USING hash AS OPERATOR 1 =`,
		'+ operator class shop.ops using hash',
		'+ operator family shop.ops using hash',
	),
	change(`CREATE ACCESS METHOD other TYPE INDEX HANDLER bthandler`, '+ access method other'),
	change(`CREATE LANGUAGE other HANDLER plpgsql_call_handler`, '+ language other'),
	change(`CREATE TEXT SEARCH CONFIGURATION shop.words (COPY = simple)`, '+ text search configuration shop.words'),
	change(`CREATE TEXT SEARCH DICTIONARY shop.stems (TEMPLATE = simple)`, '+ text search dictionary shop.stems'),
	change(`CREATE TEXT SEARCH TEMPLATE shop.shape (LEXIZE = dsimple_lexize)`, '+ text search template shop.shape'),
	change(
		`CREATE TEXT SEARCH PARSER shop.reader (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)`,
		'+ text search parser shop.reader',
	),
	change(`CREATE FOREIGN DATA WRAPPER nowhere`, '+ foreign data wrapper nowhere'),
	afterwards(
		`CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER far FOREIGN DATA WRAPPER nowhere`,
		`CREATE FOREIGN TABLE shop.away (a int) SERVER far`,
		'+ column shop.away.a',
		'+ foreign table shop.away',
	),
	afterwards(server, `CREATE USER MAPPING FOR bob SERVER far OPTIONS (password 'p')`, '+ user mapping bob on far'),
	afterwards(
		foreignTable,
		`ALTER FOREIGN TABLE shop.away ADD CONSTRAINT known CHECK (a > 0)`,
		'+ constraint shop.away.known',
	),
	afterwards(
		publication,
		`ALTER PUBLICATION news ADD TABLE shop.invoice`,
		'+ publication member table shop.invoice in news',
	),
	afterwards(
		publication,
		`ALTER PUBLICATION news ADD TABLES IN SCHEMA public`,
		'+ publication member schema public in news',
	),
	change(`CREATE STATISTICS shop.pairs ON customer_id, paid FROM shop.invoice`, '+ statistics object shop.pairs'),
	change(`CREATE RULE quiet AS ON DELETE TO shop.customer DO INSTEAD NOTHING`, '+ rule shop.customer.quiet'),
	change(`CREATE POLICY own ON shop.customer USING (name = current_user)`, '+ policy shop.customer.own'),
	change(
		`CREATE FUNCTION shop.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
		CREATE EVENT TRIGGER watch ON sql_drop EXECUTE FUNCTION shop.watch()`,
		'+ event trigger watch',
		'+ function shop.watch()',
	),
	change(
		`CREATE PUBLICATION news FOR TABLE shop.customer`,
		'+ publication news',
		'+ publication member table shop.customer in news',
	),
	change(
		`CREATE SUBSCRIPTION digest CONNECTION 'dbname=none' PUBLICATION news WITH (connect = false)`,
		'+ subscription digest',
	),
	change(`CREATE EXTENSION hstore`, '+ extension hstore'),
	change(`GRANT SELECT ON shop.invoice TO "Odd Role"`, '+ grant SELECT on table shop.invoice to "Odd Role"'),
	change(`GRANT SELECT ON shop.invoice TO PUBLIC`, '+ grant SELECT on table shop.invoice to PUBLIC'),
	change(`GRANT USAGE ON SEQUENCE shop.ticket TO bob`, '+ grant USAGE on sequence shop.ticket to bob'),
	change(`GRANT SELECT ON shop.unpaid TO bob`, '+ grant SELECT on view shop.unpaid to bob'),
	change(`GRANT EXECUTE ON PROCEDURE shop.tidy TO bob`, '+ grant EXECUTE on procedure shop.tidy(integer) to bob'),
	change(
		`GRANT REFERENCES ("Odd Column") ON shop."Odd Table" TO bob`,
		'+ grant REFERENCES on column shop."Odd Table"."Odd Column" to bob',
	),
	change(
		`GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO bob`,
		'+ grant EXECUTE on function pg_catalog.pg_read_file(text) to bob',
	),
	change(`GRANT SELECT ON pg_catalog.pg_authid TO bob`, '+ grant SELECT on table pg_catalog.pg_authid to bob'),
	change(
		`DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO bob', current_database()); END $$`,
		'+ grant CREATE on database to bob',
	),
	change(
		`ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO bob`,
		'+ default privilege SELECT on tables made by postgres in shop to bob',
	),
	change(
		`ALTER DEFAULT PRIVILEGES FOR ROLE alice GRANT EXECUTE ON FUNCTIONS TO bob`,
		'+ default privilege EXECUTE on functions made by alice to bob',
	),
	afterwards(
		`REVOKE EXECUTE ON FUNCTION shop.twice FROM PUBLIC`,
		`GRANT EXECUTE ON FUNCTION shop.twice TO PUBLIC`,
		'- revocation EXECUTE on function shop.twice(integer) from PUBLIC',
	),
];
