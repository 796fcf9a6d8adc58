import { afterwards, change, type SchemaChange } from './schema-change.ts';

const rule = `CREATE RULE quiet AS ON DELETE TO shop.customer DO INSTEAD NOTHING`;
const policy = `CREATE POLICY own ON shop.customer FOR SELECT TO bob USING (name = current_user)`;
const watch = `CREATE FUNCTION shop.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
	CREATE EVENT TRIGGER watch ON sql_drop WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION shop.watch()`;

export const triggersAndRules: readonly SchemaChange[] = [
	change(`ALTER TABLE shop.invoice DISABLE TRIGGER invoice_touch`, '~ trigger shop.invoice.invoice_touch: enabled'),
	change(
		`ALTER TABLE shop.invoice ENABLE ALWAYS TRIGGER invoice_touch`,
		'~ trigger shop.invoice.invoice_touch: enabled',
	),
	change(
		`ALTER TABLE shop.invoice ENABLE REPLICA TRIGGER invoice_touch`,
		'~ trigger shop.invoice.invoice_touch: enabled',
	),
	change(`ALTER TABLE shop.customer DISABLE TRIGGER ALL`, '~ table shop.customer: internal_triggers'),
	change(
		`ALTER TABLE shop.invoice DISABLE TRIGGER ALL`,
		'~ table shop.invoice: internal_triggers',
		'~ trigger shop.invoice.invoice_touch: enabled',
	),
	afterwards(
		`CREATE TABLE shop.log (at timestamptz, id int REFERENCES shop.customer) PARTITION BY RANGE (at);
		CREATE TABLE shop.log_now PARTITION OF shop.log FOR VALUES FROM (MINVALUE) TO (MAXVALUE)`,
		`ALTER TABLE shop.log_now DISABLE TRIGGER ALL`,
		'~ table shop.log_now: internal_triggers',
	),
	change(
		`DROP TRIGGER invoice_touch ON shop.invoice;
		CREATE TRIGGER invoice_touch AFTER UPDATE ON shop.invoice FOR EACH ROW EXECUTE FUNCTION shop.touch()`,
		'~ trigger shop.invoice.invoice_touch: definition',
	),
	change(
		`DROP TRIGGER invoice_touch ON shop.invoice; CREATE TRIGGER invoice_touch BEFORE UPDATE ON shop.invoice
			FOR EACH ROW WHEN (NEW.note <> '') EXECUTE FUNCTION shop.touch()`,
		'~ trigger shop.invoice.invoice_touch: definition',
	),
	change(`COMMENT ON TRIGGER invoice_touch ON shop.invoice IS 'x'`, '~ trigger shop.invoice.invoice_touch: comment'),
	change(`DROP TRIGGER invoice_touch ON shop.invoice`, '- trigger shop.invoice.invoice_touch'),
	afterwards(
		rule,
		`CREATE OR REPLACE ${rule.slice(7)} `.replace('NOTHING', 'SELECT 1'),
		'~ rule shop.customer.quiet: definition',
	),
	afterwards(rule, `ALTER TABLE shop.customer DISABLE RULE quiet`, '~ rule shop.customer.quiet: enabled'),
	afterwards(rule, `COMMENT ON RULE quiet ON shop.customer IS 'x'`, '~ rule shop.customer.quiet: comment'),
	afterwards(rule, `DROP RULE quiet ON shop.customer`, '- rule shop.customer.quiet'),
	afterwards(watch, `ALTER EVENT TRIGGER watch DISABLE`, '~ event trigger watch: enabled'),
	afterwards(
		watch,
		`DROP EVENT TRIGGER watch; CREATE EVENT TRIGGER watch ON sql_drop WHEN TAG IN ('DROP VIEW') EXECUTE FUNCTION shop.watch()`,
		'~ event trigger watch: tags',
	),
	afterwards(
		watch,
		`DROP EVENT TRIGGER watch; CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('DROP TABLE')
			EXECUTE FUNCTION shop.watch()`,
		'~ event trigger watch: event',
	),
	afterwards(watch, `COMMENT ON EVENT TRIGGER watch IS 'x'`, '~ event trigger watch: comment'),
	afterwards(watch, `DROP EVENT TRIGGER watch`, '- event trigger watch'),
	afterwards(policy, `ALTER POLICY own ON shop.customer USING (true)`, '~ policy shop.customer.own: using'),
	afterwards(policy, `ALTER POLICY own ON shop.customer TO bob, alice`, '~ policy shop.customer.own: roles'),
	afterwards(
		`CREATE POLICY own ON shop.customer USING (true)`,
		`ALTER POLICY own ON shop.customer WITH CHECK (name <> '')`,
		'~ policy shop.customer.own: check',
	),
	afterwards(
		policy,
		`DROP POLICY own ON shop.customer; CREATE POLICY own ON shop.customer AS RESTRICTIVE FOR DELETE TO bob USING (name = current_user)`,
		'~ policy shop.customer.own: command, permissive',
	),
	afterwards(policy, `COMMENT ON POLICY own ON shop.customer IS 'x'`, '~ policy shop.customer.own: comment'),
	afterwards(policy, `DROP POLICY own ON shop.customer`, '- policy shop.customer.own'),
];
