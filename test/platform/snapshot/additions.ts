import type { SchemaChange } from './alterations.ts';

const tableRights = (object: string) =>
	['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE'].map(
		(privilege) => `+ grant ${privilege} on ${object} to postgres`,
	);
const publicRight = (privilege: string, object: string) =>
	['PUBLIC', 'postgres'].map((grantee) => `+ grant ${privilege} on ${object} to ${grantee}`);

/** Nothing that exists is altered: what is added stands beside it. */
export const additions: readonly SchemaChange[] = [
	[
		`CREATE SCHEMA annex`,
		'+ grant CREATE on schema annex to postgres',
		'+ grant USAGE on schema annex to postgres',
		'+ schema annex',
	],
	[
		`CREATE TABLE shop.extra (a int)`,
		'+ column shop.extra.a',
		...tableRights('table shop.extra'),
		'+ table shop.extra',
	],
	[
		`CREATE TABLE "public"."A.b" (")" int)`,
		'+ column public."A.b".")"',
		...tableRights('table public."A.b"'),
		'+ table public."A.b"',
	],
	[`ALTER TABLE shop.customer ADD authority text DEFAULT 'draft'`, '+ column shop.customer.authority'],
	[`ALTER TABLE shop.event ADD source text`, '+ column shop.event.source', '+ column shop.event_2024.source'],
	[`ALTER TABLE shop.invoice ADD CONSTRAINT note_filled CHECK (note <> '')`, '+ constraint shop.invoice.note_filled'],
	[
		`ALTER TABLE shop.invoice ADD CONSTRAINT again FOREIGN KEY (customer_id) REFERENCES shop.customer`,
		'+ constraint shop.invoice.again',
	],
	[`ALTER TABLE shop.base ADD UNIQUE (a)`, '+ constraint shop.base.base_a_key', '+ index shop.base_a_key'],
	[
		`ALTER TABLE shop.invoice ADD EXCLUDE USING btree (note WITH =)`,
		'+ constraint shop.invoice.invoice_note_excl',
		'+ index shop.invoice_note_excl',
	],
	[
		`ALTER TABLE shop.event ADD PRIMARY KEY (at, kind)`,
		'+ constraint shop.event.event_pkey',
		'+ constraint shop.event_2024.event_2024_pkey',
		'+ index shop.event_2024_pkey',
		'+ index shop.event_pkey',
	],
	// PostgreSQL derives a second foreign key for the partition: nobody made it, nobody can alter it.
	[
		`ALTER TABLE shop.event ADD PRIMARY KEY (at, kind);
		CREATE TABLE shop.follow (at timestamptz, kind text, CONSTRAINT event FOREIGN KEY (at, kind) REFERENCES shop.event)`,
		'+ column shop.follow.at',
		'+ column shop.follow.kind',
		'+ constraint shop.event.event_pkey',
		'+ constraint shop.event_2024.event_2024_pkey',
		'+ constraint shop.follow.event',
		...tableRights('table shop.follow'),
		'+ index shop.event_2024_pkey',
		'+ index shop.event_pkey',
		'+ table shop.follow',
	],
	[`CREATE INDEX customer_name ON shop.customer (lower(name))`, '+ index shop.customer_name'],
	[`CREATE INDEX event_kind ON ONLY shop.event (kind)`, '+ index shop.event_kind'],
	[
		`CREATE TRIGGER more BEFORE INSERT ON shop.customer FOR EACH ROW EXECUTE FUNCTION shop.touch()`,
		'+ trigger shop.customer.more',
	],
	[
		`CREATE CONSTRAINT TRIGGER late AFTER INSERT ON shop.customer DEFERRABLE FOR EACH ROW EXECUTE FUNCTION shop.touch()`,
		'+ trigger shop.customer.late',
	],
	[
		`CREATE TRIGGER leaf BEFORE INSERT ON shop.event FOR EACH ROW EXECUTE FUNCTION shop.touch()`,
		'+ trigger shop.event.leaf',
		'+ trigger shop.event_2024.leaf',
	],
	[
		`CREATE VIEW shop.names AS SELECT name FROM shop.customer`,
		'+ column shop.names.name',
		...tableRights('view shop.names'),
		'+ view shop.names',
	],
	[
		`CREATE MATERIALIZED VIEW shop.one AS SELECT 1 AS one`,
		'+ column shop.one.one',
		...tableRights('materialized view shop.one'),
		'+ materialized view shop.one',
	],
	[
		`CREATE SEQUENCE shop.more`,
		...['SELECT', 'UPDATE', 'USAGE'].map((right) => `+ grant ${right} on sequence shop.more to postgres`),
		'+ sequence shop.more',
	],
	[
		`CREATE FUNCTION shop.twice(x text) RETURNS text LANGUAGE sql AS $$ SELECT x || x $$`,
		'+ function shop.twice(text)',
		...publicRight('EXECUTE', 'function shop.twice(text)'),
	],
	[
		`CREATE FUNCTION shop.of(x shop.customer, VARIADIC y shop.mood[]) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END`,
		'+ function shop.of(shop.customer, shop.mood[])',
		...publicRight('EXECUTE', 'function shop.of(shop.customer, shop.mood[])'),
	],
	[`CREATE TYPE shop.size AS ENUM ('s', 'l')`, ...publicRight('USAGE', 'type shop.size'), '+ type shop.size'],
	[
		`CREATE DOMAIN shop.positive AS int CONSTRAINT above CHECK (VALUE > 0)`,
		'+ constraint shop.positive.above',
		...publicRight('USAGE', 'type shop.positive'),
		'+ type shop.positive',
	],
	[`GRANT SELECT ON shop.invoice TO "Odd Role"`, '+ grant SELECT on table shop.invoice to "Odd Role"'],
	[`GRANT SELECT ON shop.invoice TO PUBLIC`, '+ grant SELECT on table shop.invoice to PUBLIC'],
	[`GRANT USAGE ON SEQUENCE shop.ticket TO bob`, '+ grant USAGE on sequence shop.ticket to bob'],
	[
		`GRANT REFERENCES ("Odd Column") ON shop."Odd Table" TO bob`,
		'+ grant REFERENCES on column shop."Odd Table"."Odd Column" to bob',
	],
];
