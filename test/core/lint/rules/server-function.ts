import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['SELECT pg_terminate_backend(1)', '1.sql:1', /^pg_terminate_backend\(\) acts on other sessions$/],
		['SELECT pg_catalog.pg_reload_conf()', '1.sql:1', /server itself/],
		['SELECT pg_advisory_unlock_all()', '1.sql:1', /locks beyond this transaction/],
		['SELECT pg_try_advisory_lock(1)', '1.sql:1', /locks beyond/],
		["SELECT pg_read_file('a')", '1.sql:1', /disk/],
		["SELECT lo_import('/a')", '1.sql:1', /disk/],
		["SELECT pg_drop_replication_slot('a')", '1.sql:1', /replication/],
		["SELECT dblink_exec('a', 'b')", '1.sql:1', /another connection/],
		['DO $$ BEGIN\nPERFORM pg_stat_reset(); END $$', '1.sql:1', /line 2 of the DO block/],
	],
	passes: [
		'SELECT pg_advisory_xact_lock(1)',
		'SELECT pg_sleep(1)',
		"SELECT pg_notify('a', 'b')",
		'SELECT lo_create(0)',
		'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ SELECT pg_reload_conf() $$',
	],
};
