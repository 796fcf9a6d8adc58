import { beforeAll, describe, expect, it } from 'vitest';
import { findForbidden } from '../../../core/sql/find-forbidden.ts';
import { loadSqlParser, parseSql } from '../../../core/sql/parse-sql.ts';

beforeAll(loadSqlParser);

const reasons = (sql: string) => findForbidden(parseSql(sql)).map(({ why }) => why);

describe('refuses', () => {
	it.each<[string, RegExp]>([
		['BEGIN', /^transaction control/],
		['COMMIT', /^transaction control/],
		['ROLLBACK', /^transaction control/],
		['SAVEPOINT a', /^transaction control/],
		['ROLLBACK TO SAVEPOINT a', /^transaction control/],
		["PREPARE TRANSACTION 'a'", /^transaction control/],
		["COMMIT PREPARED 'a'", /^transaction control/],
		['CREATE INDEX CONCURRENTLY i ON t (a)', /^CONCURRENTLY/],
		['DROP INDEX CONCURRENTLY i', /^CONCURRENTLY/],
		['REINDEX TABLE t', /^REINDEX/],
		['REINDEX INDEX CONCURRENTLY i', /^REINDEX/],
		["COPY t FROM PROGRAM 'cat'", /^COPY … PROGRAM/],
		["COPY t TO PROGRAM 'cat'", /^COPY … PROGRAM/],
		["COPY t FROM '/etc/passwd'", /server’s disk/],
		["COPY (SELECT 1) TO '/tmp/a'", /server’s disk/],
		['COPY t FROM STDIN', /client stream/],
		['SET ROLE other', /^SET role /],
		['SET LOCAL ROLE other', /^SET role /],
		['RESET ROLE', /^SET role /],
		["SET role TO 'other'", /^SET role /],
		['SET SESSION AUTHORIZATION other', /^SET session_authorization /],
		['RESET SESSION AUTHORIZATION', /^SET session_authorization /],
		["SET session_replication_role = 'replica'", /^SET session_replication_role /],
		["SET LOCAL Session_Replication_Role = 'replica'", /^SET session_replication_role /],
		['SET transaction_read_only = on', /^SET transaction_read_only /],
		['RESET ALL', /^RESET ALL/],
		["ALTER SYSTEM SET work_mem = '1GB'", /^AlterSystem cannot/],
		['VACUUM t', /^Vacuum cannot/],
		['ANALYZE t', /^Vacuum cannot/],
		['CREATE DATABASE d', /^Createdb cannot/],
		['DROP DATABASE d', /^Dropdb cannot/],
		["ALTER DATABASE d SET search_path = 'a'", /^AlterDatabaseSet cannot/],
		["CREATE TABLESPACE s LOCATION '/a'", /^CreateTableSpace cannot/],
		['DROP TABLESPACE s', /^DropTableSpace cannot/],
		["LOAD 'auto_explain'", /^Load cannot/],
		['DISCARD ALL', /^Discard cannot/],
		['CHECKPOINT', /^CheckPoint cannot/],
		['LISTEN a', /^Listen cannot/],
		['DROP SUBSCRIPTION s', /^DropSubscription cannot/],
	])('%s', (sql, why) => {
		expect(reasons(sql)).toEqual([expect.stringMatching(why)]);
	});

	// PostgreSQL compares names of settings without regard to case, quoted or not; `SET TRANSACTION` is another
	// spelling of a setting that is refused; the last one cannot run inside a transaction either.
	it.each([
		'SET "SESSION_REPLICATION_ROLE" = \'replica\'',
		'SET "Role" = \'other\'',
		'SET TRANSACTION READ ONLY',
		'ALTER TABLE t DETACH PARTITION p CONCURRENTLY',
	])('%s', (sql) => {
		expect(reasons(sql)).toHaveLength(1);
	});
});

describe('lets pass', () => {
	it.each([
		'CREATE INDEX i ON t (a)',
		'DROP INDEX i',
		'DROP TABLE t',
		'ALTER TABLE t ADD COLUMN a int',
		"UPDATE t SET a = 'COMMIT'",
		'DO $$ BEGIN PERFORM 1; END $$',
		"SET LOCAL lock_timeout = '1s'",
		'RESET lock_timeout',
		'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ SELECT 1; $$',
		'GRANT SELECT ON t TO r',
		'NOTIFY a',
	])('%s', (sql) => {
		expect(reasons(sql)).toEqual([]);
	});
});

it('names every place, in order', () => {
	expect(findForbidden(parseSql('SELECT 1;\nCOMMIT;\n\n-- note\nVACUUM;'))).toEqual([
		{ line: 2, why: expect.stringContaining('transaction control') },
		{ line: 5, why: expect.stringContaining('Vacuum') },
	]);
});
