import { beforeAll, expect, it } from 'vitest';
import { loadSqlParser, parseSql } from '../../../core/sql/parse-sql.ts';
import { unwrapTransaction } from '../../../core/sql/unwrap-transaction.ts';

beforeAll(loadSqlParser);

it.each<[string, string, string[]]>([
	['no transaction', 'SELECT 1; SELECT 2', ['SELECT 1', 'SELECT 2']],
	['BEGIN … COMMIT', 'BEGIN; SELECT 1; COMMIT', ['SELECT 1']],
	['START TRANSACTION … END', 'START TRANSACTION; SELECT 1; END', ['SELECT 1']],
	['the pair with nothing inside', 'BEGIN; COMMIT', []],
	[
		'only the outermost of two pairs',
		'BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; COMMIT',
		['SELECT 1', 'COMMIT', 'BEGIN', 'SELECT 2'],
	],
	['only the outermost of nested pairs', 'BEGIN; BEGIN; SELECT 1; COMMIT; COMMIT', ['BEGIN', 'SELECT 1', 'COMMIT']],
	['a BEGIN without its COMMIT', 'BEGIN; SELECT 1', ['BEGIN', 'SELECT 1']],
	['a COMMIT without its BEGIN', 'SELECT 1; COMMIT', ['SELECT 1', 'COMMIT']],
	['a BEGIN that is rolled back', 'BEGIN; SELECT 1; ROLLBACK', ['BEGIN', 'SELECT 1', 'ROLLBACK']],
	['a SAVEPOINT in front', 'SAVEPOINT a; SELECT 1; COMMIT', ['SAVEPOINT a', 'SELECT 1', 'COMMIT']],
	['a pair that is not outermost', 'SELECT 1; BEGIN; COMMIT; SELECT 2', ['SELECT 1', 'BEGIN', 'COMMIT', 'SELECT 2']],
	['a lone COMMIT', 'COMMIT', ['COMMIT']],
	['nothing', '-- nothing', []],
])('%s', (_what, file, left) => {
	expect(unwrapTransaction(parseSql(file)).map(({ text }) => text)).toEqual(left);
});
