/** What the operations below need beyond the subject; shop.invoice is marked to be clustered. */
export const maintained = `
	CREATE POLICY own ON shop.base TO alice, bob USING (true);
	CREATE PUBLICATION news FOR TABLE shop.base, shop.customer (id, name), shop.derived;
	ALTER PROCEDURE shop.tidy SET work_mem = '1MB';
	ALTER PROCEDURE shop.tidy SET search_path = shop;
	ALTER DATABASE subject SET work_mem = '1MB';
	ALTER DATABASE subject SET statement_timeout = '1h';
	ALTER TABLE shop.invoice ADD CONSTRAINT apart EXCLUDE USING btree (note WITH =)
		WITH (fillfactor = 60, deduplicate_items = off);
	CREATE FOREIGN DATA WRAPPER nowhere;
	CREATE SERVER far FOREIGN DATA WRAPPER nowhere OPTIONS (host 'a', port '1');
	CREATE OPERATOR FAMILY shop.numbers USING btree;
	ALTER OPERATOR FAMILY shop.numbers USING btree ADD OPERATOR 1 < (int4, int2), OPERATOR 1 < (int4, int8);
	CREATE TEXT SEARCH CONFIGURATION shop.words (COPY = simple)`;

/** Each is carried out for good, statement by statement: some of them refuse to run in a transaction. */
export const maintenance: readonly (readonly [what: string, ...statements: string[]])[] = [
	['reading twice', 'SELECT 1'],
	['VACUUM FULL', 'VACUUM FULL'],
	['ANALYZE', 'ANALYZE'],
	['REINDEX', 'REINDEX DATABASE subject'],
	['REINDEX CONCURRENTLY', 'REINDEX TABLE CONCURRENTLY shop.invoice'],
	['VACUUM FREEZE, CHECKPOINT', 'VACUUM (FREEZE, ANALYZE)', 'CHECKPOINT'],
	['CLUSTER by the index that is marked', 'CLUSTER', 'CLUSTER shop.invoice', 'CLUSTER shop.invoice USING invoice_pkey'],
	[
		'TRUNCATE and new rows',
		'TRUNCATE shop.invoice',
		'INSERT INTO shop.invoice (customer_id) SELECT id FROM shop.customer',
	],
	['a sequence moved on', `SELECT setval('shop.ticket', 4711)`, `SELECT nextval('shop.ticket')`],
	['large objects stored', 'SELECT lo_create(0) FROM generate_series(1, 3)'],
	['REFRESH', 'REFRESH MATERIALIZED VIEW CONCURRENTLY shop.totals'],
	[
		'a privilege revoked and given back in another order',
		'REVOKE ALL ON shop.customer FROM bob',
		'GRANT INSERT ON shop.customer TO bob',
		'GRANT SELECT ON shop.customer TO bob',
	],
	[
		'the same said again',
		`COMMENT ON TABLE shop.customer IS 'who buys'`,
		'ALTER TABLE shop.customer OWNER TO alice',
		'ALTER TABLE shop.customer ALTER name SET NOT NULL, ALTER name SET STATISTICS -1, ALTER name SET STORAGE EXTENDED',
		'ALTER TABLE shop.customer REPLICA IDENTITY DEFAULT',
		'ALTER TABLE shop.customer NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY',
		'ALTER SEQUENCE shop.ticket START 10 INCREMENT 1',
		'ALTER VIEW shop.unpaid OWNER TO postgres',
		'ALTER FUNCTION shop.twice VOLATILE COST 100',
		'ALTER DATABASE subject CONNECTION LIMIT -1',
		'ALTER DATABASE subject REFRESH COLLATION VERSION',
	],
	[
		'a view and a materialized view made again',
		'CREATE OR REPLACE VIEW shop.unpaid AS SELECT i.id, c.name FROM shop.invoice i JOIN shop.customer c ON c.id = i.customer_id',
		'DROP MATERIALIZED VIEW shop.totals',
		'CREATE MATERIALIZED VIEW shop.totals AS SELECT customer_id, count(*) AS n FROM shop.invoice GROUP BY customer_id',
		'CREATE UNIQUE INDEX totals_customer ON shop.totals (customer_id)',
	],
	[
		'a policy for the same roles in another order',
		'ALTER POLICY own ON shop.base TO bob, alice',
		'ALTER POLICY own ON shop.base TO alice, bob',
	],
	[
		'a publication of the same tables and columns in another order',
		'ALTER PUBLICATION news DROP TABLE shop.base',
		'ALTER PUBLICATION news SET TABLE shop.derived, shop.base, shop.customer (name, id)',
	],
	[
		'settings of a procedure and of the database in another order',
		'ALTER PROCEDURE shop.tidy RESET work_mem',
		`ALTER PROCEDURE shop.tidy SET work_mem = '1MB'`,
		'ALTER DATABASE subject RESET work_mem',
		`ALTER DATABASE subject SET work_mem = '1MB'`,
	],
	[
		'options of an index and of its constraint in another order',
		'ALTER INDEX shop.apart RESET (fillfactor)',
		'ALTER INDEX shop.apart SET (fillfactor = 60)',
	],
	[
		'options of a foreign server in another order',
		'ALTER SERVER far OPTIONS (DROP host)',
		`ALTER SERVER far OPTIONS (ADD host 'a')`,
	],
	[
		'members of an operator family in another order',
		'ALTER OPERATOR FAMILY shop.numbers USING btree DROP OPERATOR 1 (int4, int2)',
		'ALTER OPERATOR FAMILY shop.numbers USING btree ADD OPERATOR 1 < (int4, int2)',
	],
	[
		'dictionaries of a text search configuration set again',
		'ALTER TEXT SEARCH CONFIGURATION shop.words DROP MAPPING FOR asciiword, url',
		'ALTER TEXT SEARCH CONFIGURATION shop.words ADD MAPPING FOR url, asciiword WITH simple',
	],
	[
		'default privileges given and taken back',
		'ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO bob',
		'ALTER DEFAULT PRIVILEGES IN SCHEMA shop REVOKE SELECT ON TABLES FROM bob',
		'ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC',
		'ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC',
	],
	[
		'a role of the server altered',
		'ALTER ROLE bob SET work_mem = 999',
		'ALTER ROLE bob CREATEDB CONNECTION LIMIT 4',
		'ALTER ROLE bob RESET ALL',
	],
	[
		'the default privileges spelt out',
		'GRANT ALL ON shop.base TO postgres',
		'GRANT EXECUTE ON FUNCTION shop.twice TO PUBLIC',
		'GRANT USAGE ON TYPE shop.mood TO PUBLIC',
		'GRANT CONNECT ON DATABASE subject TO PUBLIC',
		'GRANT EXECUTE ON FUNCTION pg_catalog.now() TO PUBLIC',
	],
	[
		'a default dropped and set again',
		'ALTER TABLE shop.invoice ALTER paid DROP DEFAULT',
		'ALTER TABLE shop.invoice ALTER paid SET DEFAULT false',
	],
	[
		'a constraint dropped and made again',
		'ALTER TABLE shop.customer DROP CONSTRAINT score_positive',
		'ALTER TABLE shop.customer ADD CONSTRAINT score_positive CHECK (score >= 0)',
	],
	[
		'a foreign key written without its schema',
		'ALTER TABLE shop.invoice DROP CONSTRAINT invoice_customer',
		'SET search_path = shop',
		'ALTER TABLE invoice ADD CONSTRAINT invoice_customer FOREIGN KEY (customer_id) REFERENCES customer',
		'RESET search_path',
	],
	[
		'an index dropped and made again',
		'DROP INDEX shop.invoice_paid',
		'CREATE INDEX invoice_paid ON shop.invoice USING btree (paid) WHERE (NOT paid)',
	],
	[
		'a trigger dropped and made again',
		'DROP TRIGGER invoice_touch ON shop.invoice',
		'CREATE TRIGGER invoice_touch BEFORE UPDATE ON shop.invoice FOR EACH ROW EXECUTE FUNCTION shop.touch()',
	],
	[
		'a function replaced by itself',
		'CREATE OR REPLACE FUNCTION shop.twice(x int) RETURNS int LANGUAGE sql AS $$ SELECT x * 2 $$',
	],
	[
		'columns in another physical order',
		'ALTER TABLE shop."Odd Table" DROP COLUMN "Odd Column"',
		'ALTER TABLE shop."Odd Table" ADD COLUMN "Odd Column" int',
	],
	[
		'a partition detached and attached',
		'ALTER TABLE shop.event DETACH PARTITION shop.event_2024',
		`ALTER TABLE shop.event ATTACH PARTITION shop.event_2024
			FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00')`,
	],
	[
		'a trigger disabled and enabled',
		'ALTER TABLE shop.invoice DISABLE TRIGGER ALL',
		'ALTER TABLE shop.invoice ENABLE TRIGGER ALL',
	],
];
