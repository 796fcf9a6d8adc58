import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['DELETE FROM cutter_control.evidence', '1.sql:1', /^names cutter_control,/],
		['SELECT * FROM cutter_queue.job', '1.sql:1', /cutter_queue/],
		["UPDATE cutter_approvals SET outcome = 'pass'", '1.sql:1', /cutter_approvals/],
		['DROP SCHEMA cutter_control CASCADE', '1.sql:1', /cutter_control/],
		["SELECT 'cutter_control.run'::regclass", '1.sql:1', /cutter_control/],
		['GRANT ALL ON ALL TABLES IN SCHEMA cutter_control TO r', '1.sql:1', /cutter_control/],
		[
			'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN\n DELETE FROM cutter_control.evidence; END $$',
			'1.sql:1',
			/line 2 of public.f\)/,
		],
		['DO $$ BEGIN ALTER TABLE cutter_control.run DISABLE TRIGGER ALL; END $$', '1.sql:1', /cutter_control/],
		["DO $$ BEGIN EXECUTE 'DELETE FROM cutter_control.run'; END $$", '1.sql:1', /cutter_control/],
	],
	passes: [
		'SELECT * FROM cutter_governance.decision_backlog_entry',
		"INSERT INTO t VALUES ('see cutter_control.run')",
		'CREATE TABLE cutter_controls (a int)',
	],
};
