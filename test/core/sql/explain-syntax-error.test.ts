import { beforeAll, expect, it } from 'vitest';
import { explainSyntaxError } from '../../../core/sql/explain-syntax-error.ts';
import { loadSqlParser, parseSql, SqlSyntaxError } from '../../../core/sql/parse-sql.ts';

beforeAll(loadSqlParser);

function explain(source: string) {
	try {
		parseSql(source);
	} catch (error) {
		if (error instanceof SqlSyntaxError) return explainSyntaxError(source, error);
		throw error;
	}
	throw new Error('it parses');
}

it.each([
	['\\! rm -rf /', 'psql-meta-command', '\\! is a command of psql, not SQL'],
	['SELECT 1;\n\\i other.sql\n', 'psql-meta-command', '\\i is a command of psql, not SQL'],
	['-- Đế 😀\n\\set ON_ERROR_STOP on', 'psql-meta-command', '\\set is a command of psql, not SQL'],
	['SELECT 1 \\gexec', 'psql-meta-command', '\\gexec is a command of psql, not SQL'],
	["SELECT * FROM t WHERE a = :'name'", 'psql-meta-command', ":'name' is a variable of psql, not SQL"],
	['SELECT :count', 'psql-meta-command', ':count is a variable of psql, not SQL'],
	['SELEC 1', 'syntax-error', 'syntax error at or near "SELEC"'],
	['SELECT 1::;', 'syntax-error', 'syntax error at or near ";"'],
	["SELECT 'open", 'syntax-error', 'unterminated quoted string at or near "\'open"'],
])('%s', (source, rule, message) => {
	expect(explain(source)).toEqual({ rule, message, remedy: expect.any(String) });
});
