import { afterwards, change, type SchemaChange } from './schema-change.ts';

export const tables: readonly SchemaChange[] = [
	change(`ALTER SCHEMA shop OWNER TO bob`, '- grant USAGE on schema shop to bob', '~ schema shop: owner'),
	change(`COMMENT ON SCHEMA shop IS 'x'`, '~ schema shop: comment'),
	afterwards(`CREATE SCHEMA annex`, `ALTER SCHEMA annex RENAME TO other`, '+ schema other', '- schema annex'),
	change(
		`ALTER TABLE shop.invoice SET UNLOGGED`,
		'~ sequence shop.invoice_id_seq: persistence',
		'~ table shop.invoice: persistence',
	),
	change(`ALTER TABLE shop.base ENABLE ROW LEVEL SECURITY`, '~ table shop.base: row_security'),
	change(`ALTER TABLE shop.base FORCE ROW LEVEL SECURITY`, '~ table shop.base: row_security_forced'),
	change(`ALTER TABLE shop.base SET (fillfactor = 70)`, '~ table shop.base: options'),
	change(`ALTER TABLE shop.customer SET (toast.autovacuum_enabled = false)`, '~ table shop.customer: options'),
	change(`ALTER TABLE shop.base REPLICA IDENTITY FULL`, '~ table shop.base: replica_identity'),
	change(`ALTER TABLE shop.base REPLICA IDENTITY NOTHING`, '~ table shop.base: replica_identity'),
	change(
		`ALTER TABLE shop.invoice REPLICA IDENTITY USING INDEX invoice_pkey`,
		'~ table shop.invoice: replica_identity',
	),
	change(`COMMENT ON TABLE shop.customer IS 'who pays'`, '~ table shop.customer: comment'),
	change(`COMMENT ON TABLE shop.customer IS NULL`, '~ table shop.customer: comment'),
	change(`ALTER TABLE shop.base OWNER TO alice`, '~ table shop.base: owner'),
	change(`ALTER TABLE shop.derived NO INHERIT shop.base`, '~ table shop.derived: inherits'),
	change(
		`ALTER TABLE shop.event ATTACH PARTITION shop.event_2025
			FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2026-01-01 00:00+00')`,
		'~ table shop.event_2025: inherits, partition_bound',
	),
	change(
		`ALTER TABLE shop.event DETACH PARTITION shop.event_2024`,
		'~ table shop.event_2024: inherits, partition_bound',
	),
	afterwards(
		`CREATE TABLE shop.part (a int, b int) PARTITION BY LIST (a)`,
		`DROP TABLE shop.part; CREATE TABLE shop.part (a int, b int) PARTITION BY HASH (b)`,
		'~ table shop.part: partition_key',
	),
	afterwards(
		`CREATE TABLE shop.part (a int) PARTITION BY LIST (a); CREATE TABLE shop.one PARTITION OF shop.part FOR VALUES IN (1)`,
		`ALTER TABLE shop.part DETACH PARTITION shop.one; ALTER TABLE shop.part ATTACH PARTITION shop.one FOR VALUES IN (1, 2)`,
		'~ table shop.one: partition_bound',
	),
	change(
		`CREATE TYPE shop.plain AS (a int); ALTER TABLE shop.base OF shop.plain`,
		'+ column shop.plain.a',
		'+ type shop.plain',
		'~ table shop.base: of_type',
	),
	afterwards(
		`CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler`,
		`ALTER TABLE shop.base SET ACCESS METHOD pile`,
		'~ table shop.base: access_method',
	),
	change(
		`ALTER TABLE shop.event_2025 RENAME TO later`,
		'+ column shop.later.at',
		'+ column shop.later.kind',
		'+ table shop.later',
		'- column shop.event_2025.at',
		'- column shop.event_2025.kind',
		'- table shop.event_2025',
	),
	change(
		`ALTER TABLE shop.event_2025 SET SCHEMA public`,
		'+ column public.event_2025.at',
		'+ column public.event_2025.kind',
		'+ table public.event_2025',
		'- column shop.event_2025.at',
		'- column shop.event_2025.kind',
		'- table shop.event_2025',
	),
	change(
		`DROP TABLE shop.event_2025`,
		'- column shop.event_2025.at',
		'- column shop.event_2025.kind',
		'- table shop.event_2025',
	),
];

export const columns: readonly SchemaChange[] = [
	change(`ALTER TABLE shop.invoice ALTER note TYPE varchar(99)`, '~ column shop.invoice.note: type'),
	change(`ALTER TABLE shop.customer ALTER score TYPE numeric(9,2)`, '~ column shop.customer.score: type'),
	change(`ALTER TABLE shop.invoice ALTER note SET NOT NULL`, '~ column shop.invoice.note: not_null'),
	change(`ALTER TABLE shop.customer ALTER name DROP NOT NULL`, '~ column shop.customer.name: not_null'),
	change(`ALTER TABLE shop.invoice ALTER note SET DEFAULT 'x'`, '~ column shop.invoice.note: default'),
	change(`ALTER TABLE shop.invoice ALTER paid DROP DEFAULT`, '~ column shop.invoice.paid: default'),
	change(`ALTER TABLE shop.invoice ALTER paid SET DEFAULT true`, '~ column shop.invoice.paid: default'),
	change(`ALTER TABLE shop.invoice ALTER id SET GENERATED ALWAYS`, '~ column shop.invoice.id: identity'),
	change(
		`ALTER TABLE shop.invoice ALTER id DROP IDENTITY`,
		'- sequence shop.invoice_id_seq',
		'~ column shop.invoice.id: identity',
	),
	change(
		`ALTER TABLE shop.customer ALTER name_length DROP EXPRESSION`,
		'~ column shop.customer.name_length: generated',
	),
	change(
		`ALTER TABLE shop.customer DROP name_length;
		ALTER TABLE shop.customer ADD name_length int GENERATED ALWAYS AS (length(name) + 1) STORED`,
		'~ column shop.customer.name_length: generated',
	),
	change(`ALTER TABLE shop.invoice ALTER note TYPE text COLLATE "C"`, '~ column shop.invoice.note: collation'),
	change(`ALTER TABLE shop.invoice ALTER note SET STORAGE EXTERNAL`, '~ column shop.invoice.note: storage'),
	change(`ALTER TABLE shop.invoice ALTER note SET COMPRESSION pglz`, '~ column shop.invoice.note: compression'),
	change(`ALTER TABLE shop.invoice ALTER note SET STATISTICS 500`, '~ column shop.invoice.note: statistics'),
	change(`ALTER TABLE shop.invoice ALTER note SET (n_distinct = 5)`, '~ column shop.invoice.note: options'),
	change(`COMMENT ON COLUMN shop.invoice.note IS 'x'`, '~ column shop.invoice.note: comment'),
	change(`COMMENT ON COLUMN shop.unpaid.name IS 'x'`, '~ column shop.unpaid.name: comment'),
	change(`ALTER VIEW shop.unpaid ALTER name SET DEFAULT 'x'`, '~ column shop.unpaid.name: default'),
	change(
		`ALTER TABLE shop.base RENAME a TO z`,
		'+ column shop.base.z',
		'+ column shop.derived.z',
		'- column shop.base.a',
		'- column shop.derived.a',
	),
	change(`ALTER TABLE shop.derived DROP COLUMN b`, '- column shop.derived.b'),
];
