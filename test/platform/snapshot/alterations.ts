export type SchemaChange = readonly [ddl: string, ...expected: string[]];

/** What exists is altered or removed: never additions only. */
export const alterations: readonly SchemaChange[] = [
	// schemas
	[
		`ALTER SCHEMA shop OWNER TO bob`,
		'+ grant CREATE on schema shop to bob',
		'- grant CREATE on schema shop to alice',
		'- grant USAGE on schema shop to alice',
		'~ schema shop: owner',
	],
	[`COMMENT ON SCHEMA shop IS 'x'`, '~ schema shop: comment'],
	// tables
	[
		`ALTER TABLE shop.invoice SET UNLOGGED`,
		'~ sequence shop.invoice_id_seq: persistence',
		'~ table shop.invoice: persistence',
	],
	[`ALTER TABLE shop.base ENABLE ROW LEVEL SECURITY`, '~ table shop.base: row_security'],
	[`ALTER TABLE shop.base FORCE ROW LEVEL SECURITY`, '~ table shop.base: row_security_forced'],
	[`ALTER TABLE shop.base SET (fillfactor = 70)`, '~ table shop.base: options'],
	[`ALTER TABLE shop.customer SET (toast.autovacuum_enabled = false)`, '~ table shop.customer: options'],
	[`ALTER TABLE shop.base REPLICA IDENTITY FULL`, '~ table shop.base: replica_identity'],
	[`ALTER TABLE shop.invoice REPLICA IDENTITY USING INDEX invoice_pkey`, '~ table shop.invoice: replica_identity'],
	[`COMMENT ON TABLE shop.customer IS 'who pays'`, '~ table shop.customer: comment'],
	[`COMMENT ON TABLE shop.customer IS NULL`, '~ table shop.customer: comment'],
	[`ALTER TABLE shop.derived NO INHERIT shop.base`, '~ table shop.derived: inherits'],
	[
		`ALTER TABLE shop.event ATTACH PARTITION shop.event_2025
		FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2026-01-01 00:00+00')`,
		'~ table shop.event_2025: inherits, partition_bound',
	],
	[`ALTER TABLE shop.event DETACH PARTITION shop.event_2024`, '~ table shop.event_2024: inherits, partition_bound'],
	[
		`CREATE TYPE shop.plain AS (a int); ALTER TABLE shop.base OF shop.plain`,
		'+ column shop.plain.a',
		'+ grant USAGE on type shop.plain to PUBLIC',
		'+ grant USAGE on type shop.plain to postgres',
		'+ type shop.plain',
		'~ table shop.base: of_type',
	],
	// columns
	[`ALTER TABLE shop.invoice ALTER note TYPE varchar(99)`, '~ column shop.invoice.note: type'],
	[`ALTER TABLE shop.customer ALTER score TYPE numeric(9,2)`, '~ column shop.customer.score: type'],
	[`ALTER TABLE shop.invoice ALTER note SET NOT NULL`, '~ column shop.invoice.note: not_null'],
	[`ALTER TABLE shop.customer ALTER name DROP NOT NULL`, '~ column shop.customer.name: not_null'],
	[`ALTER TABLE shop.invoice ALTER note SET DEFAULT 'x'`, '~ column shop.invoice.note: default'],
	[`ALTER TABLE shop.invoice ALTER paid DROP DEFAULT`, '~ column shop.invoice.paid: default'],
	[`ALTER TABLE shop.invoice ALTER paid SET DEFAULT true`, '~ column shop.invoice.paid: default'],
	[`ALTER TABLE shop.invoice ALTER id SET GENERATED ALWAYS`, '~ column shop.invoice.id: identity'],
	[`ALTER TABLE shop.customer ALTER name_length DROP EXPRESSION`, '~ column shop.customer.name_length: generated'],
	[`ALTER TABLE shop.invoice ALTER note TYPE text COLLATE "C"`, '~ column shop.invoice.note: collation'],
	[`ALTER TABLE shop.invoice ALTER note SET STORAGE EXTERNAL`, '~ column shop.invoice.note: storage'],
	[`ALTER TABLE shop.invoice ALTER note SET COMPRESSION pglz`, '~ column shop.invoice.note: compression'],
	[`ALTER TABLE shop.invoice ALTER note SET STATISTICS 500`, '~ column shop.invoice.note: statistics'],
	[`ALTER TABLE shop.invoice ALTER note SET (n_distinct = 5)`, '~ column shop.invoice.note: options'],
	[`COMMENT ON COLUMN shop.invoice.note IS 'x'`, '~ column shop.invoice.note: comment'],
	[`COMMENT ON COLUMN shop.unpaid.name IS 'x'`, '~ column shop.unpaid.name: comment'],
	[
		`ALTER TABLE shop.base RENAME a TO z`,
		'+ column shop.base.z',
		'+ column shop.derived.z',
		'- column shop.base.a',
		'- column shop.derived.a',
	],
	[`ALTER TABLE shop.derived DROP COLUMN b`, '- column shop.derived.b'],
	// constraints
	[`ALTER TABLE shop.customer DROP CONSTRAINT score_positive`, '- constraint shop.customer.score_positive'],
	[
		`ALTER TABLE shop.invoice DROP CONSTRAINT invoice_customer;
		ALTER TABLE shop.invoice ADD CONSTRAINT invoice_customer FOREIGN KEY (customer_id) REFERENCES shop.customer ON DELETE CASCADE`,
		'~ constraint shop.invoice.invoice_customer: definition',
	],
	[
		`ALTER TABLE shop.invoice ALTER CONSTRAINT invoice_customer DEFERRABLE INITIALLY DEFERRED`,
		'~ constraint shop.invoice.invoice_customer: deferrable, definition, initially_deferred',
	],
	[
		`ALTER TABLE shop.customer DROP CONSTRAINT score_positive;
		ALTER TABLE shop.customer ADD CONSTRAINT score_positive CHECK (score >= 0) NOT VALID`,
		'~ constraint shop.customer.score_positive: definition, validated',
	],
	[
		`ALTER TABLE shop.invoice DROP CONSTRAINT note_unique;
		ALTER TABLE shop.invoice ADD CONSTRAINT note_unique UNIQUE NULLS NOT DISTINCT (note)`,
		'~ constraint shop.invoice.note_unique: definition',
		'~ index shop.note_unique: definition',
	],
	[
		`COMMENT ON CONSTRAINT score_positive ON shop.customer IS 'x'`,
		'~ constraint shop.customer.score_positive: comment',
	],
	[
		`ALTER DOMAIN shop.code DROP CONSTRAINT code_short; ALTER DOMAIN shop.code ADD CONSTRAINT code_short CHECK (length(VALUE) < 8)`,
		'~ constraint shop.code.code_short: definition',
	],
	[
		`ALTER TABLE shop.customer RENAME CONSTRAINT score_positive TO score_ok`,
		'+ constraint shop.customer.score_ok',
		'- constraint shop.customer.score_positive',
	],
	// indexes
	[
		`DROP INDEX shop.invoice_paid; CREATE INDEX invoice_paid ON shop.invoice (paid)`,
		'~ index shop.invoice_paid: definition',
	],
	[
		`DROP INDEX shop.invoice_paid; CREATE UNIQUE INDEX invoice_paid ON shop.invoice (paid) WHERE NOT paid`,
		'~ index shop.invoice_paid: definition, unique',
	],
	[`ALTER INDEX shop.invoice_paid SET (fillfactor = 60)`, '~ index shop.invoice_paid: definition'],
	[`DROP INDEX shop.invoice_paid`, '- index shop.invoice_paid'],
	[`COMMENT ON INDEX shop.invoice_paid IS 'x'`, '~ index shop.invoice_paid: comment'],
	[
		`UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'shop.invoice_paid'::regclass`,
		'~ index shop.invoice_paid: valid',
	],
	// views
	[
		`CREATE OR REPLACE VIEW shop.unpaid AS SELECT i.id, c.name FROM shop.invoice i
		JOIN shop.customer c ON c.id = i.customer_id WHERE NOT i.paid`,
		'~ view shop.unpaid: definition',
	],
	[`ALTER VIEW shop.unpaid SET (security_invoker = true)`, '~ view shop.unpaid: options'],
	[`ALTER VIEW shop.unpaid ALTER name SET DEFAULT 'x'`, '~ column shop.unpaid.name: default'],
	[`COMMENT ON VIEW shop.unpaid IS 'x'`, '~ view shop.unpaid: comment'],
	[
		`REVOKE ALL ON shop.unpaid FROM postgres; ALTER VIEW shop.unpaid OWNER TO alice`,
		...['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE'].map(
			(right) => `- grant ${right} on view shop.unpaid to postgres`,
		),
		'~ view shop.unpaid: owner',
	],
	[
		`DROP VIEW shop.unpaid`,
		'- column shop.unpaid.id',
		'- column shop.unpaid.name',
		...['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE'].map(
			(right) => `- grant ${right} on view shop.unpaid to postgres`,
		),
		'- view shop.unpaid',
	],
	[`ALTER MATERIALIZED VIEW shop.totals SET (fillfactor = 50)`, '~ materialized view shop.totals: options'],
	[`REFRESH MATERIALIZED VIEW shop.totals WITH NO DATA`, '~ materialized view shop.totals: populated'],
	[`COMMENT ON MATERIALIZED VIEW shop.totals IS 'x'`, '~ materialized view shop.totals: comment'],
	[`DROP INDEX shop.totals_customer`, '- index shop.totals_customer'],
	// sequences
	[`ALTER SEQUENCE shop.ticket INCREMENT 5`, '~ sequence shop.ticket: increment'],
	[`ALTER SEQUENCE shop.ticket AS int`, '~ sequence shop.ticket: maximum, type'],
	[
		`ALTER SEQUENCE shop.ticket MINVALUE -9 MAXVALUE 99 START 5 CYCLE CACHE 7`,
		'~ sequence shop.ticket: cache, cycle, maximum, minimum, start',
	],
	[`ALTER SEQUENCE shop.ticket OWNED BY shop.base.a`, '~ sequence shop.ticket: owned_by'],
	[`ALTER SEQUENCE shop.customer_id_seq OWNED BY NONE`, '~ sequence shop.customer_id_seq: owned_by'],
	[`COMMENT ON SEQUENCE shop.ticket IS 'x'`, '~ sequence shop.ticket: comment'],
	[
		`DROP SEQUENCE shop.ticket`,
		'- grant SELECT on sequence shop.ticket to postgres',
		'- grant UPDATE on sequence shop.ticket to postgres',
		'- grant USAGE on sequence shop.ticket to postgres',
		'- sequence shop.ticket',
	],
	// functions
	[
		`CREATE OR REPLACE FUNCTION shop.twice(x int) RETURNS int LANGUAGE sql AS $$ SELECT x + x $$`,
		'~ function shop.twice(integer): definition',
	],
	[`ALTER FUNCTION shop.twice IMMUTABLE`, '~ function shop.twice(integer): definition'],
	[`ALTER FUNCTION shop.twice SECURITY DEFINER`, '~ function shop.twice(integer): definition'],
	[`ALTER FUNCTION shop.twice SET search_path = shop`, '~ function shop.twice(integer): definition'],
	[`ALTER FUNCTION shop.twice COST 7`, '~ function shop.twice(integer): definition'],
	[
		`CREATE OR REPLACE PROCEDURE shop.tidy(INOUT done int) LANGUAGE plpgsql AS $$ BEGIN done := 2; END $$`,
		'~ function shop.tidy(integer): definition',
	],
	[`COMMENT ON FUNCTION shop.twice IS 'x'`, '~ function shop.twice(integer): comment'],
	[
		`DROP FUNCTION shop.twice`,
		'- function shop.twice(integer)',
		'- grant EXECUTE on function shop.twice(integer) to PUBLIC',
		'- grant EXECUTE on function shop.twice(integer) to postgres',
	],
	[
		`REVOKE ALL ON FUNCTION shop.twice FROM postgres, PUBLIC; ALTER FUNCTION shop.twice OWNER TO alice`,
		'- grant EXECUTE on function shop.twice(integer) to PUBLIC',
		'- grant EXECUTE on function shop.twice(integer) to postgres',
		'~ function shop.twice(integer): owner',
	],
	// triggers
	[`ALTER TABLE shop.invoice DISABLE TRIGGER invoice_touch`, '~ trigger shop.invoice.invoice_touch: enabled'],
	[`ALTER TABLE shop.invoice ENABLE ALWAYS TRIGGER invoice_touch`, '~ trigger shop.invoice.invoice_touch: enabled'],
	[`ALTER TABLE shop.invoice ENABLE REPLICA TRIGGER invoice_touch`, '~ trigger shop.invoice.invoice_touch: enabled'],
	[
		`DROP TRIGGER invoice_touch ON shop.invoice;
		CREATE TRIGGER invoice_touch AFTER UPDATE ON shop.invoice FOR EACH ROW EXECUTE FUNCTION shop.touch()`,
		'~ trigger shop.invoice.invoice_touch: definition',
	],
	[`COMMENT ON TRIGGER invoice_touch ON shop.invoice IS 'x'`, '~ trigger shop.invoice.invoice_touch: comment'],
	[`DROP TRIGGER invoice_touch ON shop.invoice`, '- trigger shop.invoice.invoice_touch'],
	// types
	[`ALTER TYPE shop.mood ADD VALUE 'glad' AFTER 'ok'`, '~ type shop.mood: labels'],
	[`ALTER TYPE shop.mood RENAME VALUE 'ok' TO 'fine'`, '~ type shop.mood: labels'],
	[`COMMENT ON TYPE shop.mood IS 'x'`, '~ type shop.mood: comment'],
	[
		`REVOKE ALL ON TYPE shop.mood FROM postgres; ALTER TYPE shop.mood OWNER TO alice`,
		'- grant USAGE on type shop.mood to postgres',
		'~ type shop.mood: owner',
	],
	[`ALTER DOMAIN shop.code SET DEFAULT 'x'`, '~ type shop.code: default'],
	[`ALTER DOMAIN shop.code SET NOT NULL`, '~ type shop.code: not_null'],
	[`ALTER TYPE shop.address ALTER ATTRIBUTE street TYPE varchar(40)`, '~ column shop.address.street: type'],
	[`ALTER TYPE shop.address ADD ATTRIBUTE town text`, '+ column shop.address.town', '~ type shop.address: attributes'],
	[`ALTER TYPE shop.address DROP ATTRIBUTE zip`, '- column shop.address.zip', '~ type shop.address: attributes'],
	[
		`DROP TYPE shop.span; CREATE TYPE shop.span AS RANGE (subtype = float8, subtype_diff = float8mi)`,
		'~ type shop.span: difference',
	],
	[`DROP TYPE shop.span; CREATE TYPE shop.span AS RANGE (subtype = int4)`, '~ type shop.span: operator_class, subtype'],
	// extensions
	[
		`DROP EXTENSION plpgsql CASCADE`,
		'- extension plpgsql',
		'- function shop.tidy(integer)',
		'- function shop.touch()',
		'- grant EXECUTE on function shop.tidy(integer) to PUBLIC',
		'- grant EXECUTE on function shop.tidy(integer) to postgres',
		'- grant EXECUTE on function shop.touch() to PUBLIC',
		'- grant EXECUTE on function shop.touch() to postgres',
		'- trigger shop.invoice.invoice_touch',
	],
	[`UPDATE pg_extension SET extversion = '1.1' WHERE extname = 'plpgsql'`, '~ extension plpgsql: version'],
	[`COMMENT ON EXTENSION plpgsql IS 'x'`, '~ extension plpgsql: comment'],
	[
		`ALTER EXTENSION plpgsql ADD FUNCTION shop.twice(int)`,
		'- function shop.twice(integer)',
		'- grant EXECUTE on function shop.twice(integer) to PUBLIC',
		'- grant EXECUTE on function shop.twice(integer) to postgres',
		'~ extension plpgsql: members',
	],
	// grants
	[`REVOKE SELECT ON shop.customer FROM bob`, '- grant SELECT on table shop.customer to bob'],
	[`GRANT SELECT ON shop.customer TO bob WITH GRANT OPTION`, '~ grant SELECT on table shop.customer to bob: grantable'],
	[`REVOKE UPDATE (note) ON shop.invoice FROM bob`, '- grant UPDATE on column shop.invoice.note to bob'],
	[`REVOKE EXECUTE ON FUNCTION shop.twice FROM PUBLIC`, '- grant EXECUTE on function shop.twice(integer) to PUBLIC'],
	[`REVOKE USAGE ON TYPE shop.mood FROM PUBLIC`, '- grant USAGE on type shop.mood to PUBLIC'],
	[`REVOKE USAGE ON SCHEMA shop FROM bob`, '- grant USAGE on schema shop to bob'],
	[`REVOKE INSERT ON shop.base FROM postgres`, '- grant INSERT on table shop.base to postgres'],
];
