import { change, type SchemaChange } from './schema-change.ts';

export const viewsAndSequences: readonly SchemaChange[] = [
	change(
		`CREATE OR REPLACE VIEW shop.unpaid AS SELECT i.id, c.name FROM shop.invoice i
			JOIN shop.customer c ON c.id = i.customer_id WHERE NOT i.paid`,
		'~ view shop.unpaid: definition',
	),
	change(`ALTER VIEW shop.unpaid SET (security_invoker = true)`, '~ view shop.unpaid: options'),
	change(`ALTER VIEW shop.unpaid SET (security_barrier = true)`, '~ view shop.unpaid: options'),
	change(`COMMENT ON VIEW shop.unpaid IS 'x'`, '~ view shop.unpaid: comment'),
	change(`ALTER VIEW shop.unpaid OWNER TO alice`, '~ view shop.unpaid: owner'),
	change(`DROP VIEW shop.unpaid`, '- column shop.unpaid.id', '- column shop.unpaid.name', '- view shop.unpaid'),
	change(`ALTER MATERIALIZED VIEW shop.totals SET (fillfactor = 50)`, '~ materialized view shop.totals: options'),
	change(`REFRESH MATERIALIZED VIEW shop.totals WITH NO DATA`, '~ materialized view shop.totals: populated'),
	change(`COMMENT ON MATERIALIZED VIEW shop.totals IS 'x'`, '~ materialized view shop.totals: comment'),
	change(`ALTER MATERIALIZED VIEW shop.totals OWNER TO alice`, '~ materialized view shop.totals: owner'),
	change(
		`DROP MATERIALIZED VIEW shop.totals; CREATE MATERIALIZED VIEW shop.totals AS
			SELECT customer_id, count(*) AS n FROM shop.invoice WHERE paid GROUP BY customer_id;
		CREATE UNIQUE INDEX totals_customer ON shop.totals (customer_id)`,
		'~ materialized view shop.totals: definition',
	),
	change(`ALTER SEQUENCE shop.ticket INCREMENT 5`, '~ sequence shop.ticket: increment'),
	change(`ALTER SEQUENCE shop.ticket AS int`, '~ sequence shop.ticket: maximum, type'),
	change(
		`ALTER SEQUENCE shop.ticket MINVALUE -9 MAXVALUE 99 START 5 CYCLE CACHE 7`,
		'~ sequence shop.ticket: cache, cycle, maximum, minimum, start',
	),
	change(`ALTER SEQUENCE shop.ticket OWNED BY shop.base.a`, '~ sequence shop.ticket: owned_by'),
	change(`ALTER SEQUENCE shop.customer_id_seq OWNED BY NONE`, '~ sequence shop.customer_id_seq: owned_by'),
	change(`ALTER SEQUENCE shop.ticket SET UNLOGGED`, '~ sequence shop.ticket: persistence'),
	change(`ALTER SEQUENCE shop.ticket OWNER TO alice`, '~ sequence shop.ticket: owner'),
	change(`COMMENT ON SEQUENCE shop.ticket IS 'x'`, '~ sequence shop.ticket: comment'),
	change(`DROP SEQUENCE shop.ticket`, '- sequence shop.ticket'),
];
