import { afterwards, change, type SchemaChange } from './schema-change.ts';

export const constraints: readonly SchemaChange[] = [
	change(`ALTER TABLE shop.customer DROP CONSTRAINT score_positive`, '- constraint shop.customer.score_positive'),
	change(
		`ALTER TABLE shop.invoice DROP CONSTRAINT invoice_customer; ALTER TABLE shop.invoice
			ADD CONSTRAINT invoice_customer FOREIGN KEY (customer_id) REFERENCES shop.customer ON DELETE CASCADE`,
		'~ constraint shop.invoice.invoice_customer: definition',
	),
	change(
		`ALTER TABLE shop.invoice ALTER CONSTRAINT invoice_customer DEFERRABLE`,
		'~ constraint shop.invoice.invoice_customer: deferrable',
	),
	change(
		`ALTER TABLE shop.invoice ALTER CONSTRAINT invoice_customer DEFERRABLE INITIALLY DEFERRED`,
		'~ constraint shop.invoice.invoice_customer: deferrable, initially_deferred',
	),
	change(
		`ALTER TABLE shop.customer DROP CONSTRAINT score_positive;
		ALTER TABLE shop.customer ADD CONSTRAINT score_positive CHECK (score >= 0) NOT VALID`,
		'~ constraint shop.customer.score_positive: validated',
	),
	afterwards(
		`ALTER TABLE shop.customer ADD CONSTRAINT known CHECK (name <> '') NOT VALID`,
		`ALTER TABLE shop.customer VALIDATE CONSTRAINT known`,
		'~ constraint shop.customer.known: validated',
	),
	change(
		`ALTER TABLE shop.customer DROP CONSTRAINT score_positive;
		ALTER TABLE shop.customer ADD CONSTRAINT score_positive CHECK (score >= 0) NO INHERIT`,
		'~ constraint shop.customer.score_positive: no_inherit',
	),
	change(
		`ALTER TABLE shop.invoice DROP CONSTRAINT note_unique;
		ALTER TABLE shop.invoice ADD CONSTRAINT note_unique UNIQUE NULLS NOT DISTINCT (note)`,
		'~ index shop.note_unique: nulls_not_distinct',
	),
	change(
		`ALTER TABLE shop.invoice DROP CONSTRAINT note_unique;
		ALTER TABLE shop.invoice ADD CONSTRAINT note_unique UNIQUE (note) INCLUDE (paid)`,
		'~ index shop.note_unique: include',
	),
	change(
		`COMMENT ON CONSTRAINT score_positive ON shop.customer IS 'x'`,
		'~ constraint shop.customer.score_positive: comment',
	),
	change(
		`ALTER DOMAIN shop.code DROP CONSTRAINT code_short; ALTER DOMAIN shop.code ADD CONSTRAINT code_short CHECK (length(VALUE) < 8)`,
		'~ constraint shop.code.code_short: definition',
	),
	change(
		`ALTER DOMAIN shop.code DROP CONSTRAINT code_short;
		ALTER DOMAIN shop.code ADD CONSTRAINT code_short CHECK (length(VALUE) < 9) NOT VALID`,
		'~ constraint shop.code.code_short: validated',
	),
	change(`COMMENT ON CONSTRAINT code_short ON DOMAIN shop.code IS 'x'`, '~ constraint shop.code.code_short: comment'),
	change(
		`ALTER TABLE shop.customer RENAME CONSTRAINT score_positive TO score_ok`,
		'+ constraint shop.customer.score_ok',
		'- constraint shop.customer.score_positive',
	),
	afterwards(
		`ALTER TABLE shop.invoice ADD CONSTRAINT apart EXCLUDE USING btree (note WITH =) WITH (fillfactor = 60)`,
		`ALTER TABLE shop.invoice DROP CONSTRAINT apart;
		ALTER TABLE shop.invoice ADD CONSTRAINT apart EXCLUDE USING btree (note WITH =) WITH (fillfactor = 50)`,
		'~ index shop.apart: options',
	),
	afterwards(
		`ALTER TABLE shop.invoice ADD CONSTRAINT apart EXCLUDE USING btree (note WITH =)`,
		`ALTER TABLE shop.invoice DROP CONSTRAINT apart;
		ALTER TABLE shop.invoice ADD CONSTRAINT apart EXCLUDE USING btree (note WITH =) WHERE (paid) DEFERRABLE`,
		'~ constraint shop.invoice.apart: deferrable, definition',
		'~ index shop.apart: where',
	),
];

export const indexes: readonly SchemaChange[] = [
	change(
		`DROP INDEX shop.invoice_paid; CREATE INDEX invoice_paid ON shop.invoice (paid)`,
		'~ index shop.invoice_paid: where',
	),
	change(
		`DROP INDEX shop.invoice_paid; CREATE INDEX invoice_paid ON shop.invoice (paid, note) WHERE NOT paid`,
		'~ index shop.invoice_paid: columns',
	),
	change(
		`DROP INDEX shop.invoice_paid; CREATE INDEX invoice_paid ON shop.invoice (paid DESC) WHERE NOT paid`,
		'~ index shop.invoice_paid: columns',
	),
	change(
		`DROP INDEX shop.invoice_paid; CREATE INDEX invoice_paid ON shop.invoice USING hash (paid) WHERE NOT paid`,
		'~ index shop.invoice_paid: method',
	),
	change(
		`DROP INDEX shop.invoice_paid; CREATE INDEX invoice_paid ON shop.invoice (paid) INCLUDE (note) WHERE NOT paid`,
		'~ index shop.invoice_paid: include',
	),
	change(
		`DROP INDEX shop.invoice_paid; CREATE UNIQUE INDEX invoice_paid ON shop.invoice (paid) WHERE NOT paid`,
		'~ index shop.invoice_paid: unique',
	),
	afterwards(
		`CREATE INDEX noted ON shop.invoice (note)`,
		`DROP INDEX shop.noted; CREATE INDEX noted ON shop.invoice (note text_pattern_ops)`,
		'~ index shop.noted: columns',
	),
	afterwards(
		`CREATE INDEX noted ON shop.invoice (note)`,
		`DROP INDEX shop.noted; CREATE INDEX noted ON shop.invoice (note COLLATE "C")`,
		'~ index shop.noted: columns',
	),
	afterwards(
		`CREATE INDEX noted ON shop.invoice (lower(note))`,
		`DROP INDEX shop.noted; CREATE INDEX noted ON shop.invoice (upper(note))`,
		'~ index shop.noted: columns',
	),
	afterwards(
		`CREATE INDEX noted ON shop.invoice USING brin (customer_id)`,
		`DROP INDEX shop.noted; CREATE INDEX noted ON shop.invoice USING brin (customer_id int4_bloom_ops (n_distinct_per_range = 9))`,
		'~ index shop.noted: columns, parameters',
	),
	afterwards(
		`CREATE INDEX noted ON shop.invoice USING brin (customer_id int4_bloom_ops (n_distinct_per_range = 9))`,
		`DROP INDEX shop.noted; CREATE INDEX noted ON shop.invoice USING brin (customer_id int4_bloom_ops (n_distinct_per_range = 8))`,
		'~ index shop.noted: parameters',
	),
	afterwards(
		`CREATE INDEX noted ON shop.invoice (lower(note))`,
		`ALTER INDEX shop.noted ALTER 1 SET STATISTICS 77`,
		'~ index shop.noted: statistics',
	),
	change(`ALTER INDEX shop.invoice_paid SET (fillfactor = 60)`, '~ index shop.invoice_paid: options'),
	change(`ALTER TABLE shop.invoice CLUSTER ON invoice_pkey`, '~ index shop.invoice_pkey: clustered'),
	change(`DROP INDEX shop.invoice_paid`, '- index shop.invoice_paid'),
	change(`DROP INDEX shop.totals_customer`, '- index shop.totals_customer'),
	change(
		`ALTER INDEX shop.invoice_paid RENAME TO unpaid_only`,
		'+ index shop.unpaid_only',
		'- index shop.invoice_paid',
	),
	change(`COMMENT ON INDEX shop.invoice_paid IS 'x'`, '~ index shop.invoice_paid: comment'),
	afterwards(
		`CREATE INDEX kinds ON ONLY shop.event (kind); CREATE INDEX kinds_2024 ON shop.event_2024 (kind)`,
		`ALTER INDEX shop.kinds ATTACH PARTITION shop.kinds_2024`,
		'~ index shop.kinds: valid',
		'~ index shop.kinds_2024: attached_to',
	),
	// As CREATE INDEX CONCURRENTLY leaves it behind in each of its phases: not to be had in a transaction.
	change(
		`UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'shop.invoice_paid'::regclass`,
		'~ index shop.invoice_paid: valid',
	),
	change(
		`UPDATE pg_index SET indisready = false WHERE indexrelid = 'shop.invoice_paid'::regclass`,
		'~ index shop.invoice_paid: ready',
	),
	change(
		`UPDATE pg_index SET indislive = false WHERE indexrelid = 'shop.invoice_paid'::regclass`,
		'~ index shop.invoice_paid: live',
	),
	afterwards(
		`CREATE STATISTICS shop.pairs (dependencies) ON customer_id, paid FROM shop.invoice`,
		`ALTER STATISTICS shop.pairs SET STATISTICS 50`,
		'~ statistics object shop.pairs: target',
	),
	afterwards(
		`CREATE STATISTICS shop.pairs (dependencies) ON customer_id, paid FROM shop.invoice`,
		`DROP STATISTICS shop.pairs; CREATE STATISTICS shop.pairs (mcv) ON customer_id, paid FROM shop.invoice`,
		'~ statistics object shop.pairs: kinds',
	),
	afterwards(
		`CREATE STATISTICS shop.pairs ON customer_id, paid FROM shop.invoice`,
		`DROP STATISTICS shop.pairs; CREATE STATISTICS shop.pairs ON customer_id, lower(note) FROM shop.invoice`,
		'~ statistics object shop.pairs: columns, expressions, kinds',
	),
	afterwards(
		`CREATE STATISTICS shop.pairs ON customer_id, paid FROM shop.invoice`,
		`COMMENT ON STATISTICS shop.pairs IS 'x'; ALTER STATISTICS shop.pairs OWNER TO alice`,
		'~ statistics object shop.pairs: comment, owner',
	),
];
