import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['ALTER TABLE t DISABLE TRIGGER r', '1.sql:1', /^disables the trigger r of public.t$/],
		['ALTER TABLE t DISABLE TRIGGER ALL', '1.sql:1', /foreign keys/],
		['ALTER TABLE t DISABLE TRIGGER USER', '1.sql:1', /^disables the triggers of/],
		['ALTER TABLE t ENABLE REPLICA TRIGGER r', '1.sql:1', /replicas/],
		['ALTER TABLE t DISABLE RULE r', '1.sql:1', /rule r/],
		['ALTER TABLE t DISABLE ROW LEVEL SECURITY', '1.sql:1', /row security/],
		['SELECT 1;\nALTER EVENT TRIGGER e DISABLE', '1.sql:2', /event trigger e/],
	],
	passes: [
		'ALTER TABLE t ENABLE TRIGGER r',
		'ALTER TABLE t ENABLE ALWAYS TRIGGER r',
		'DROP TRIGGER r ON t',
		'CREATE TABLE t (a int); ALTER TABLE t DISABLE TRIGGER ALL',
		'ALTER EVENT TRIGGER e ENABLE',
	],
};
