import { beforeAll, describe, expect, it } from 'vitest';
import { loadSqlParser, parseSql } from '../../../core/sql/parse-sql.ts';
import { readBody } from '../../../core/sql/read-body.ts';

beforeAll(loadSqlParser);

function read(sql: string) {
	const [statement] = parseSql(sql);
	const body = statement ? readBody(statement) : null;
	return body && { runs: body.statements.map(({ line, node }) => `${line} ${node.type}`), unread: body.unread };
}

const plpgsql = (body: string) => `CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$${body}$$`;

describe('the statements of a body, each with its line', () => {
	it.each<[string, string, string[]]>([
		['a DO block', 'DO $$ BEGIN\nUPDATE t SET a = 1;\n\nDELETE FROM u;\nEND $$', ['2 UpdateStmt', '4 DeleteStmt']],
		['a function', plpgsql('BEGIN\nTRUNCATE t;\nEND'), ['2 TruncateStmt']],
		['a default of a variable', plpgsql("DECLARE a int := nextval('q'); BEGIN END"), ['1 SelectStmt']],
		['an assignment', plpgsql('DECLARE a int; BEGIN\na := f(1) + 1;\nEND'), ['2 SelectStmt']],
		['an assignment to a field, with =', plpgsql('DECLARE r record; BEGIN\nr.x = f(1);\nEND'), ['2 SelectStmt']],
		['a condition', plpgsql('BEGIN\nIF f(1) THEN\nDELETE FROM t;\nEND IF;\nEND'), ['2 SelectStmt', '3 DeleteStmt']],
		[
			'a loop over a query',
			plpgsql('DECLARE r record; BEGIN\nFOR r IN SELECT * FROM u LOOP\nDELETE FROM t;\nEND LOOP;\nEND'),
			['2 SelectStmt', '3 DeleteStmt'],
		],
		[
			'what catches an exception',
			plpgsql('BEGIN\nEXCEPTION WHEN unique_violation THEN\nDELETE FROM t;\nEND'),
			['3 DeleteStmt'],
		],
		[
			'a query that is returned',
			'CREATE FUNCTION f() RETURNS SETOF int LANGUAGE plpgsql AS $$BEGIN\nRETURN QUERY DELETE FROM t RETURNING a; END$$',
			['2 DeleteStmt'],
		],
		[
			'EXECUTE of a constant',
			plpgsql("BEGIN\nEXECUTE 'DELETE FROM t; COMMIT';\nEND"),
			['2 SelectStmt', '2 DeleteStmt', '2 TransactionStmt'],
		],
		['COMMIT', 'DO $$ BEGIN\nCOMMIT; END $$', ['2 TransactionStmt']],
		['PERFORM and CALL', plpgsql('BEGIN\nPERFORM f(1);\nCALL p();\nEND'), ['2 SelectStmt', '3 CallStmt']],
		[
			'a function in SQL',
			"CREATE FUNCTION f() RETURNS int LANGUAGE SQL AS 'DELETE FROM t;\nSELECT 1'",
			['1 DeleteStmt', '2 SelectStmt'],
		],
		[
			'a function of standard SQL',
			'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC DELETE FROM t; SELECT 1; END',
			['1 DeleteStmt', '1 SelectStmt'],
		],
		['a function that returns an expression', 'CREATE FUNCTION f() RETURNS int RETURN g(1)', ['1 ReturnStmt']],
		[
			'a trigger’s function',
			'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN\nNEW.at := now();\nRETURN NEW; END$$',
			['2 SelectStmt', '3 SelectStmt'],
		],
	])('%s', (_what, sql, runs) => {
		expect(read(sql)).toEqual({ runs, unread: [] });
	});

	it('other statements have none', () => {
		expect(read('SELECT 1')).toBeNull();
	});
});

describe('what cannot be read is said, and never silent', () => {
	it.each([
		[
			'EXECUTE of a text made at run time',
			plpgsql("BEGIN\nEXECUTE format('DROP TABLE %I', a);\nEND"),
			2,
			/^EXECUTE of a text/,
		],
		[
			'a loop over such a text',
			plpgsql('DECLARE r record; BEGIN\nFOR r IN EXECUTE a || b LOOP END LOOP;\nEND'),
			2,
			/^EXECUTE of a text/,
		],
		[
			'a cursor for such a text',
			plpgsql('DECLARE c refcursor; BEGIN\nOPEN c FOR EXECUTE a;\nEND'),
			2,
			/^EXECUTE of a text/,
		],
		[
			'such a text returned',
			'CREATE FUNCTION f() RETURNS SETOF t LANGUAGE plpgsql AS $$BEGIN\nRETURN QUERY EXECUTE a; END$$',
			2,
			/^EXECUTE of a text/,
		],
		['a constant that is no SQL', plpgsql("BEGIN\nEXECUTE 'SELEC 1';\nEND"), 2, /^SELEC 1: syntax error/],
		['a body that does not parse', plpgsql('BEGIN SELEC 1; END'), 1, /^the body: syntax error/],
		[
			'a variable of a table’s row type',
			plpgsql('DECLARE r t; BEGIN r.x := 1; END'),
			1,
			/^the body: its parser cannot read it/,
		],
		[
			'SQL that does not parse',
			"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1;\nSELEC 1'",
			2,
			/^the body: syntax error/,
		],
		[
			'another language',
			'CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS $$ return 1 $$',
			1,
			/^a body in the language plpython3u$/,
		],
		['a block in another language', 'DO LANGUAGE plperl $$ 1 $$', 1, /^a body in the language plperl$/],
		['C', "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'lib', 'f'", 1, /^a body in the language c$/],
	])('%s', (_what, sql, line, what) => {
		expect(read(sql)?.unread).toEqual([{ line, what: expect.stringMatching(what) }]);
	});
});
