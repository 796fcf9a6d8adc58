import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		['COMMIT', '1.sql:1', /^COMMIT would end or split the transaction$/],
		['ROLLBACK', '1.sql:1', /^ROLLBACK would/],
		['BEGIN', '1.sql:1', /^BEGIN would/],
		['SAVEPOINT a', '1.sql:1', /^SAVEPOINT would/],
		['ROLLBACK TO SAVEPOINT a', '1.sql:1', /^ROLLBACK TO would/],
		["PREPARE TRANSACTION 'a'", '1.sql:1', /^PREPARE would/],
		["COMMIT PREPARED 'a'", '1.sql:1', /^COMMIT PREPARED would/],
		['SELECT 1;\nDO $$ BEGIN\n COMMIT; END $$', '1.sql:2', /^COMMIT .*line 2 of the DO block\)$/],
		['CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;\nCALL p()', '1.sql:2', /line 1 of public.p\)$/],
		["DO $$ BEGIN EXECUTE 'COMMIT'; END $$", '1.sql:1', /^COMMIT/],
		[{ steps: ['SELECT 1'], rollback: 'SELECT 1;\nCOMMIT' }, '1-back.sql:2', /^COMMIT/],
	],
	passes: [
		'BEGIN; SELECT 1; COMMIT',
		"UPDATE t SET a = 'COMMIT'",
		'CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$',
	],
};
