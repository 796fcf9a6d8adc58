import { beforeAll, describe, expect, it } from 'vitest';
import { loadSqlParser } from '../../../core/sql/parse-sql.ts';
import { lintSql, type SqlPlan } from './lint-sql.ts';

beforeAll(loadSqlParser);

const unseen = (plan: SqlPlan) => lintSql(plan).not_examined.map(({ file, line, what }) => `${file}:${line} ${what}`);
const unseenIn = (sql: string) => unseen({ steps: [sql] });
const rowsOfT = 'what triggers, rules, defaults and foreign keys of public.t do when its rows are written';

describe('what could not be looked into is said, where it stands', () => {
	it.each<[string, string[]]>([
		[
			"SELECT 1;\nDO $$ BEGIN\nEXECUTE 'DROP TABLE ' || a;\nEND $$",
			['1.sql:2 EXECUTE of a text that is made at run time (line 2 of the DO block)'],
		],
		[
			'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE a; END $$',
			['1.sql:1 EXECUTE of a text that is made at run time (line 1 of public.f)'],
		],
		['DO LANGUAGE plperl $$ 1 $$', ['1.sql:1 a body in the language plperl (line 1 of the DO block)']],
		['SELECT store.renumber(1)', ['1.sql:1 what store.renumber() does: the plan does not define it']],
		['CALL tidy()', ['1.sql:1 what tidy() does: the plan does not define it']],
		[
			'DO $$ BEGIN\nPERFORM tidy(); END $$',
			['1.sql:1 what tidy() does: the plan does not define it (line 2 of the DO block)'],
		],
		['CREATE INDEX i ON t (slug(a))', ['1.sql:1 what slug() does: the plan does not define it']],
		['ALTER TABLE t ADD COLUMN a text DEFAULT slug()', ['1.sql:1 what slug() does: the plan does not define it']],
		["SELECT set_config(a, 'x', true) FROM t", ['1.sql:1 set_config of a name that is made at run time']],
		[
			"SELECT query_to_xml('DELETE FROM t', true, true, '')",
			['1.sql:1 the query that query_to_xml() is given as text'],
		],
		['UPDATE t SET a = 1 WHERE b = 2;\nDELETE FROM t WHERE b = 3', [`1.sql:1 ${rowsOfT}`]],
		[
			'UPDATE t SET a = 1 WHERE b = 2;\nALTER TABLE t ADD COLUMN c text;\nALTER TABLE t ADD COLUMN d text',
			[
				`1.sql:1 ${rowsOfT}`,
				'1.sql:2 whether public.t has deferred constraints: rows written at 1.sql:1 would then keep it from being altered',
			],
		],
		['DROP TABLE t', ['1.sql:1 which tables public.t refers to: they are locked too']],
		['DROP VIEW v CASCADE', ['1.sql:1 what CASCADE takes along']],
		['DROP INDEX i', ['1.sql:1 which table the index public.i belongs to: it is locked']],
		[
			'ALTER TABLE t DROP CONSTRAINT k',
			['1.sql:1 whether k of public.t is a foreign key: the table it refers to is locked then'],
		],
		[
			'ALTER TABLE t DROP COLUMN a',
			['1.sql:1 what else goes with a of public.t: the table a foreign key refers to is locked then'],
		],
		[
			'CREATE VIEW v AS SELECT * FROM t; DELETE FROM v WHERE a = 1',
			['1.sql:1 which table the view public.v hands the rows on to'],
		],
		['CREATE CAST (a AS b) WITH FUNCTION f(a)', ['1.sql:1 what the function behind it does, wherever it is used']],
		['CREATE EXTENSION citext', ['1.sql:1 what the script of the extension does']],
		['DROP OWNED BY r', ['1.sql:1 what the role owns']],
	])('%s', (sql, expected) => {
		expect(unseenIn(sql)).toEqual(expected);
	});

	it('each unknown function once, however often it is called', () => {
		expect(unseen({ steps: ['SELECT slug(a) FROM t; SELECT slug(b) FROM t', 'SELECT slug(c) FROM t'] })).toEqual([
			'1.sql:1 what slug() does: the plan does not define it',
		]);
	});
});

describe('nothing is unseen in', () => {
	it.each([
		"SELECT now(), pg_catalog.lower('A'), count(*), extract(year FROM now()), trim(' a'), gen_random_uuid()",
		'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; SELECT f(), public.f()',
		'CREATE VIEW v AS SELECT slug(a) FROM t',
		'CREATE TABLE t (a text DEFAULT slug(), CHECK (valid(a)))',
		'ALTER TABLE t ALTER a SET DEFAULT slug()',
		'CREATE POLICY p ON t USING (mine(a))',
		'CREATE TRIGGER r BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION bump()',
		'CREATE TABLE t (a int); INSERT INTO t VALUES (1); ALTER TABLE t ADD COLUMN b int; DROP TABLE t',
		'CREATE TABLE t (a int); CREATE INDEX i ON t (a); DROP INDEX i',
		'ALTER TABLE t ADD UNIQUE (a); ALTER TABLE t DROP CONSTRAINT t_a_key',
		'ALTER TABLE t ADD COLUMN a text; ALTER TABLE t DROP COLUMN a',
		"DO $$ BEGIN EXECUTE 'SELECT 1'; END $$",
	])('%s', (sql) => {
		expect(unseenIn(sql)).toEqual([]);
	});
});
