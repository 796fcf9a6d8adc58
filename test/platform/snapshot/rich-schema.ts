import { subjectRoles, subjectSchema } from './subject-schema.ts';

export const richRoles = subjectRoles;

/** What a dump carries of every kind, and every place an expression can stand in, as it is first printed. */
export const richSchema = `${subjectSchema}
	CREATE EXTENSION hstore;
	CREATE EXTENSION pgcrypto SCHEMA shop;
	CREATE EXTENSION postgres_fdw;
	REVOKE EXECUTE ON FUNCTION hstore(text, text) FROM PUBLIC;
	GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO bob;

	CREATE DOMAIN shop.grade AS varchar(9) DEFAULT 'low' CHECK (VALUE IN ('low', 'high'));
	CREATE TABLE shop.state (
		id int GENERATED ALWAYS AS IDENTITY (START 5 INCREMENT 2),
		status varchar(20) NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'published', 'it''s')),
		kind bpchar(3) CHECK (kind NOT IN ('abc', 'def')),
		amount numeric(8,2) DEFAULT -1 CHECK (amount BETWEEN -1 AND 1e3),
		small smallint CHECK (small IN (1, 2)),
		tags varchar(9)[] DEFAULT ARRAY['a', 'b'] CHECK (tags <@ ARRAY['a', 'b']::varchar[]),
		open boolean GENERATED ALWAYS AS (status IN ('draft', 'it''s')) STORED,
		since interval DEFAULT '1 day 02:00',
		body jsonb DEFAULT '{"a": [1]}' CHECK (body ->> 'a' IN ('x', 'y')),
		grade shop.grade,
		at timestamptz DEFAULT now() CHECK (extract(year FROM at) > 2000 AND at::date > DATE '2000-01-01'),
		label text COLLATE "C",
		h hstore,
		CONSTRAINT pair CHECK ((status, kind) <> ('draft', 'abc') AND (small IS NOT DISTINCT FROM 1 OR NOT (amount > 0))),
		CONSTRAINT later CHECK (label SIMILAR TO 'a%') NOT VALID,
		CONSTRAINT apart EXCLUDE USING btree (label WITH =) WITH (fillfactor = 60) WHERE (status IN ('draft')) DEFERRABLE
	) WITH (fillfactor = 70, autovacuum_enabled = false);
	ALTER TABLE shop.state ALTER label SET STATISTICS 33, ALTER label SET (n_distinct = 4), ALTER body SET STORAGE EXTERNAL,
		ALTER label SET COMPRESSION pglz, REPLICA IDENTITY FULL;
	CREATE INDEX state_open ON shop.state (status varchar_pattern_ops, lower(label) DESC NULLS LAST) INCLUDE (kind)
		WITH (fillfactor = 50, deduplicate_items = off) WHERE status IN ('draft', 'published');
	ALTER INDEX shop.state_open ALTER 2 SET STATISTICS 44;
	CREATE INDEX state_body ON shop.state USING gin (body jsonb_path_ops);
	CREATE INDEX state_label ON shop.state (label COLLATE "POSIX");
	ALTER TABLE shop.state CLUSTER ON state_label;
	CREATE STATISTICS shop.pairs (mcv) ON small, (status IN ('draft', 'published')) FROM shop.state;
	ALTER STATISTICS shop.pairs SET STATISTICS 12;

	CREATE TABLE shop.log (at timestamptz, kind varchar(9), id int REFERENCES shop.customer)
		PARTITION BY LIST ((CASE WHEN kind IN ('a', 'b') THEN 1 ELSE 2 END));
	CREATE TABLE shop.log_one PARTITION OF shop.log FOR VALUES IN (1);
	CREATE TABLE shop.log_two PARTITION OF shop.log DEFAULT;
	CREATE INDEX log_at ON shop.log (at);
	CREATE INDEX log_unfinished ON ONLY shop.log (kind);

	CREATE VIEW shop.open WITH (security_barrier) AS SELECT s.*, CASE WHEN status IN ('draft', 'x') THEN 1 END AS n
		FROM shop.state s WHERE status IN ('draft', 'published') AND s.small = ANY (ARRAY[1, 2]) WITH LOCAL CHECK OPTION;
	CREATE VIEW shop.joined AS SELECT * FROM shop.customer JOIN shop.state USING (id) LEFT JOIN LATERAL
		(SELECT count(*) FILTER (WHERE paid) OVER (PARTITION BY note) AS c FROM shop.invoice) x ON true;
	CREATE RECURSIVE VIEW shop.counted (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM counted WHERE n < 5;
	CREATE MATERIALIZED VIEW shop.empty AS SELECT status FROM shop.state WHERE status IN ('a', 'b') WITH NO DATA;
	CREATE RULE quiet AS ON DELETE TO shop.state WHERE OLD.status IN ('draft', 'x') DO INSTEAD NOTHING;
	CREATE TRIGGER state_touch BEFORE UPDATE ON shop.state FOR EACH ROW WHEN (NEW.status IN ('draft', 'x'))
		EXECUTE FUNCTION shop.touch();
	ALTER TABLE shop.state DISABLE TRIGGER state_touch;
	CREATE POLICY own ON shop.state FOR SELECT TO bob, alice USING (status IN ('draft', 'x') AND label = current_user);
	CREATE POLICY narrow ON shop.state AS RESTRICTIVE FOR ALL WITH CHECK (status IN ('draft', 'x'));
	ALTER TABLE shop.state ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
	CREATE FUNCTION shop.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
	CREATE EVENT TRIGGER watch ON sql_drop WHEN TAG IN ('DROP TABLE', 'DROP VIEW') EXECUTE FUNCTION shop.watch();
	ALTER EVENT TRIGGER watch ENABLE ALWAYS;

	CREATE FUNCTION shop.among(s varchar DEFAULT 'a', VARIADIC more int[] DEFAULT ARRAY[1, 2]) RETURNS boolean
		LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 7 BEGIN ATOMIC SELECT s IN ('a', 'b'); END;
	CREATE FUNCTION shop.rows_of(OUT a int, OUT b text) RETURNS SETOF record LANGUAGE sql STABLE ROWS 5
		SET work_mem = '1MB' SET search_path = shop AS $$ SELECT 1, 'x' WHERE 'a'::varchar IN ('a', 'b') $$;
	CREATE AGGREGATE shop.total(int) (sfunc = int4pl, stype = int, initcond = '0', combinefunc = int4pl, parallel = safe);
	CREATE OPERATOR shop.=== (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int, COMMUTATOR = OPERATOR(shop.===), RESTRICT = eqsel);
	CREATE OPERATOR shop.=!= (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int, NEGATOR = OPERATOR(shop.!=!));
	DROP OPERATOR shop.=!= (int, int);
	CREATE OPERATOR FAMILY shop.numbers USING btree;
	CREATE OPERATOR CLASS shop.ops FOR TYPE int USING btree FAMILY shop.numbers AS OPERATOR 1 <, OPERATOR 2 <=,
		OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int, int);
	CREATE INDEX state_small ON shop.state (small, (small::int) shop.ops);
	CREATE CAST (shop.mood AS bytea) WITH INOUT AS ASSIGNMENT;
	CREATE COLLATION shop.german (provider = icu, locale = 'de', deterministic = false);
	CREATE CONVERSION shop.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
	CREATE FUNCTION shop.other() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
	CREATE LANGUAGE other HANDLER shop.other;
	CREATE TRANSFORM FOR shop.mood LANGUAGE other (FROM SQL WITH FUNCTION varchar_support(internal));
	CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler;
	CREATE TABLE shop.piled (a int) USING pile;
	CREATE TYPE shop.raw;
	CREATE FUNCTION shop.raw_in(cstring) RETURNS shop.raw LANGUAGE internal IMMUTABLE STRICT AS 'textin';
	CREATE FUNCTION shop.raw_out(shop.raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
	CREATE TYPE shop.raw (INPUT = shop.raw_in, OUTPUT = shop.raw_out, LIKE = text);

	CREATE TEXT SEARCH DICTIONARY shop.stems (TEMPLATE = simple, stopwords = english);
	CREATE TEXT SEARCH CONFIGURATION shop.words (COPY = simple);
	ALTER TEXT SEARCH CONFIGURATION shop.words ALTER MAPPING FOR asciiword WITH shop.stems, english_stem;
	CREATE TEXT SEARCH TEMPLATE shop.shape (LEXIZE = dsimple_lexize);
	CREATE TEXT SEARCH PARSER shop.reader (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);

	CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'nowhere', dbname 'none');
	CREATE USER MAPPING FOR bob SERVER far OPTIONS (user 'b', password 'p');
	CREATE FOREIGN TABLE shop.away (a int OPTIONS (column_name 'b'), b varchar(9) CHECK (b IN ('x', 'y')))
		SERVER far OPTIONS (table_name 't');
	CREATE PUBLICATION news FOR TABLE shop.state (id, status) WHERE (id IN (1, 2) AND small > 1) WITH (publish = 'insert, update');
	CREATE PUBLICATION all_of_public FOR TABLES IN SCHEMA public;
	CREATE SUBSCRIPTION digest CONNECTION 'dbname=none password=p' PUBLICATION news WITH (connect = false);

	ALTER DEFAULT PRIVILEGES FOR ROLE alice IN SCHEMA shop GRANT SELECT ON TABLES TO bob;
	ALTER DEFAULT PRIVILEGES FOR ROLE alice REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
	GRANT SELECT ON shop.state TO bob WITH GRANT OPTION;
	GRANT USAGE ON FOREIGN SERVER far TO bob;
	GRANT USAGE ON TYPE shop.mood TO bob;
	REVOKE USAGE ON TYPE shop.mood FROM PUBLIC;
	REVOKE EXECUTE ON FUNCTION shop.twice FROM PUBLIC;
	ALTER TABLE shop.state OWNER TO alice;
	ALTER VIEW shop.open OWNER TO alice;
	ALTER FUNCTION shop.touch OWNER TO alice;
	ALTER FUNCTION shop.among DEPENDS ON EXTENSION hstore;
	COMMENT ON CONSTRAINT pair ON shop.state IS 'a pair';
	COMMENT ON POLICY own ON shop.state IS 'own';
	COMMENT ON COLUMN shop.open.n IS 'n';
	COMMENT ON OPERATOR shop.=== (int, int) IS 'same';
	COMMENT ON EVENT TRIGGER watch IS 'w';`;
