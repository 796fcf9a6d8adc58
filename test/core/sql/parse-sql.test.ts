import { beforeAll, describe, expect, it } from 'vitest';
import { loadSqlParser, parseSql, SqlSyntaxError } from '../../../core/sql/parse-sql.ts';

beforeAll(loadSqlParser);

const split = (text: string) => parseSql(text).map((statement) => [statement.line, statement.text]);

describe('splits a file into statements, each with its line', () => {
	it.each<[string, string, [number, string][]]>([
		['a file of comments alone', '-- nothing\n/* here */', []],
		[
			'blank lines before and between',
			'\n\n  SELECT 1;\n\n\nSELECT 2;\n',
			[
				[3, 'SELECT 1'],
				[6, 'SELECT 2'],
			],
		],
		[
			'two on one line',
			'SELECT 1; SELECT 2',
			[
				[1, 'SELECT 1'],
				[1, 'SELECT 2'],
			],
		],
		[
			'empty statements',
			'SELECT 1;;\n;\nSELECT 2;',
			[
				[1, 'SELECT 1'],
				[3, 'SELECT 2'],
			],
		],
		[
			'Windows line ends',
			'SELECT 1;\r\n\r\nSELECT 2;\r\n',
			[
				[1, 'SELECT 1'],
				[3, 'SELECT 2'],
			],
		],
		[
			'comments between, nested ones too',
			'SELECT 1; -- a; b\n/* c /* d; */\n e */\nSELECT 2;',
			[
				[1, 'SELECT 1'],
				[4, 'SELECT 2'],
			],
		],
		[
			'a comment mark inside a comment',
			'/* -- */ SELECT 1;\n-- /*\nSELECT 2;',
			[
				[1, 'SELECT 1'],
				[3, 'SELECT 2'],
			],
		],
		['a comment inside a statement', 'SELECT 1 -- one; more\n, 2;', [[1, 'SELECT 1 -- one; more\n, 2']]],
		[
			'semicolons in quotes',
			"SELECT 'a;''b;', E'\\';', \"c;d\" FROM e;SELECT 2",
			[
				[1, "SELECT 'a;''b;', E'\\';', \"c;d\" FROM e"],
				[1, 'SELECT 2'],
			],
		],
		[
			'dollar quotes',
			'SELECT $$a;b$$;\nSELECT $x$ $$ ; $x$;',
			[
				[1, 'SELECT $$a;b$$'],
				[2, 'SELECT $x$ $$ ; $x$'],
			],
		],
		[
			'comment marks in dollar quotes',
			'SELECT $$ -- /* $$;\nSELECT 2;',
			[
				[1, 'SELECT $$ -- /* $$'],
				[2, 'SELECT 2'],
			],
		],
		[
			'semicolons in parentheses',
			'CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2);\nSELECT 3',
			[
				[1, 'CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)'],
				[2, 'SELECT 3'],
			],
		],
		[
			'semicolons in a function body of standard SQL',
			'CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC\nSELECT 1; SELECT 2; END;\nSELECT 3',
			[
				[1, 'CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC\nSELECT 1; SELECT 2; END'],
				[3, 'SELECT 3'],
			],
		],
		[
			'letters of several bytes before, between and inside',
			"-- Đ ế 😀\nSELECT 'Đ;😀';\n/* ế */ SELECT 'ế';\nSELECT 3;",
			[
				[2, "SELECT 'Đ;😀'"],
				[3, "SELECT 'ế'"],
				[4, 'SELECT 3'],
			],
		],
	])('%s', (_what, text, statements) => {
		expect(split(text)).toEqual(statements);
	});

	it('opens the syntax tree node of each', () => {
		expect(parseSql('CREATE SCHEMA a; DROP TABLE b').map(({ node }) => node.type)).toEqual([
			'CreateSchemaStmt',
			'DropStmt',
		]);
		expect(parseSql('CREATE SCHEMA a')[0]?.node.fields).toMatchObject({ schemaname: 'a' });
	});

	// For PostgreSQL a comment ends at a carriage return too: the statement is parsed, and its text must not be lost.
	it('a comment that ends with a lone carriage return', () => {
		expect(split('-- note\rDROP TABLE a;\nSELECT 2;')).toEqual([
			[1, 'DROP TABLE a'],
			[2, 'SELECT 2'],
		]);
	});

	// U+00A0 belongs to the name for PostgreSQL: without it another table is dropped than the parser saw.
	it('a name that ends with a no-break space', () => {
		expect(split('DROP TABLE a\u00a0;')).toEqual([[1, 'DROP TABLE a\u00a0']]);
	});

	// The parser reads a C string, which ends there: what follows would be neither linted nor executed.
	it('refuses U+0000 instead of ending there', () => {
		expect(() => parseSql('SELECT 1;\u0000DROP TABLE a;')).toThrow(SqlSyntaxError);
	});
});

describe('refuses what PostgreSQL’s parser refuses, with the line', () => {
	const lineOf = (text: string) => {
		try {
			return parseSql(text).length;
		} catch (error) {
			return error instanceof SqlSyntaxError ? `line ${error.line}: ${error.message}` : error;
		}
	};

	it.each([
		['an unknown word', 'SELECT 1;\n\nSELEC 2;', 'line 3: syntax error at or near "SELEC"'],
		['a command of psql', 'SELECT 1;\n\\! ls', 'line 2: syntax error at or near "\\"'],
		['a quote left open', "SELECT 1;\nSELECT 'a;\n", 'line 2: unterminated quoted string at or near "\'a;\n"'],
		['a dollar quote left open', '\nSELECT $$a;', 'line 2: unterminated dollar-quoted string at or near "$$a;"'],
		['a comment left open', 'SELECT 1;\n/* a', 'line 2: unterminated /* comment at or near "/* a"'],
		[
			'an error below Vietnamese text',
			"-- Đ ế Đ ế Đ ế\nSELECT 'ế';\nSELEC 3",
			'line 3: syntax error at or near "SELEC"',
		],
		['a file without a byte', '', 'line 1: Query cannot be empty'],
	])('%s', (_what, text, said) => {
		expect(lineOf(text)).toBe(said);
	});

	// The parser's cursor counts code points, a JavaScript index counts UTF-16 units.
	it('an error below emoji', () => {
		expect(lineOf('-- 😀😀\nSELEC 1')).toBe('line 2: syntax error at or near "SELEC"');
	});
});
