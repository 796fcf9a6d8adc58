import { afterwards, type SchemaChange } from './schema-change.ts';

const server = `CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER far FOREIGN DATA WRAPPER nowhere OPTIONS (host 'a')`;
const table = `${server}; CREATE FOREIGN TABLE shop.away (a int OPTIONS (column_name 'b')) SERVER far OPTIONS (table_name 't')`;
const publication = `CREATE PUBLICATION news FOR TABLE shop.customer`;
const subscription = `CREATE SUBSCRIPTION digest CONNECTION 'dbname=none' PUBLICATION news WITH (connect = false)`;

export const foreignData: readonly SchemaChange[] = [
	afterwards(
		server,
		`ALTER FOREIGN DATA WRAPPER nowhere OPTIONS (ADD debug 'true')`,
		'~ foreign data wrapper nowhere: options',
	),
	afterwards(
		server,
		`COMMENT ON FOREIGN DATA WRAPPER nowhere IS 'x'; ALTER FOREIGN DATA WRAPPER nowhere VALIDATOR postgresql_fdw_validator`,
		'~ foreign data wrapper nowhere: comment, validator',
	),
	afterwards(server, `ALTER SERVER far OPTIONS (SET host 'b')`, '~ foreign server far: options'),
	afterwards(server, `ALTER SERVER far VERSION '2'`, '~ foreign server far: version'),
	afterwards(
		server,
		`COMMENT ON SERVER far IS 'x'; GRANT USAGE ON FOREIGN DATA WRAPPER nowhere TO bob; ALTER SERVER far OWNER TO bob`,
		'+ grant USAGE on foreign data wrapper nowhere to bob',
		'~ foreign server far: comment, owner',
	),
	afterwards(
		`${server}; CREATE USER MAPPING FOR PUBLIC SERVER far`,
		`DROP USER MAPPING FOR PUBLIC SERVER far`,
		'- user mapping PUBLIC on far',
	),
	afterwards(table, `ALTER FOREIGN TABLE shop.away OPTIONS (SET table_name 'u')`, '~ foreign table shop.away: options'),
	afterwards(
		table,
		`ALTER FOREIGN TABLE shop.away ALTER a OPTIONS (SET column_name 'c')`,
		'~ column shop.away.a: foreign_options',
	),
	afterwards(
		table,
		`COMMENT ON FOREIGN TABLE shop.away IS 'x'; ALTER FOREIGN TABLE shop.away OWNER TO alice`,
		'~ foreign table shop.away: comment, owner',
	),
	afterwards(table, `ALTER TABLE shop.away INHERIT shop.base`, '~ foreign table shop.away: inherits'),
	afterwards(table, `DROP FOREIGN TABLE shop.away`, '- column shop.away.a', '- foreign table shop.away'),
];

export const replication: readonly SchemaChange[] = [
	afterwards(
		publication,
		`ALTER PUBLICATION news DROP TABLE shop.customer`,
		'- publication member table shop.customer in news',
	),
	afterwards(
		publication,
		`ALTER PUBLICATION news SET TABLE shop.customer WHERE (id > 5)`,
		'~ publication member table shop.customer in news: filter',
	),
	afterwards(
		publication,
		`ALTER PUBLICATION news SET TABLE shop.customer (id, name)`,
		'~ publication member table shop.customer in news: columns',
	),
	afterwards(
		publication,
		`ALTER PUBLICATION news SET (publish = 'insert')`,
		'~ publication news: delete, truncate, update',
	),
	afterwards(publication, `ALTER PUBLICATION news SET (publish_via_partition_root)`, '~ publication news: via_root'),
	afterwards(
		publication,
		`COMMENT ON PUBLICATION news IS 'x'; ALTER PUBLICATION news OWNER TO gardener`,
		'~ publication news: comment, owner',
	),
	afterwards(
		`CREATE PUBLICATION all_of_it`,
		`DROP PUBLICATION all_of_it; CREATE PUBLICATION all_of_it FOR ALL TABLES`,
		'~ publication all_of_it: all_tables',
	),
	afterwards(
		subscription,
		`ALTER SUBSCRIPTION digest SET PUBLICATION news, more WITH (refresh = false)`,
		'~ subscription digest: publications',
	),
	afterwards(
		subscription,
		`ALTER SUBSCRIPTION digest SET (binary, streaming, disable_on_error, synchronous_commit = on)`,
		'~ subscription digest: binary, disable_on_error, streaming, synchronous_commit',
	),
	afterwards(subscription, `ALTER SUBSCRIPTION digest SET (slot_name = NONE)`, '~ subscription digest: slot'),
	afterwards(subscription, `ALTER SUBSCRIPTION digest ENABLE`, '~ subscription digest: enabled'),
	afterwards(subscription, `COMMENT ON SUBSCRIPTION digest IS 'x'`, '~ subscription digest: comment'),
];
