import { beforeAll, expect, it } from 'vitest';
import { loadSqlParser } from '../../../core/sql/parse-sql.ts';
import { scanComments } from '../../../core/sql/scan-comments.ts';

beforeAll(loadSqlParser);

it.each<[string, string, [number, number, string][]]>([
	['none', 'SELECT 1', []],
	['one at the head', '-- a\nSELECT 1', [[1, 1, ' a']]],
	[
		'behind letters of several bytes',
		"SELECT 'Đế 😀'; -- ế\n  -- b",
		[
			[1, 16, ' ế'],
			[2, 3, ' b'],
		],
	],
	['none inside quotes', 'SELECT \'-- a\', $$ -- b $$, "-- c"', []],
	['none inside a block comment', '/* -- a */ SELECT 1', []],
	['one that ends the file', 'SELECT 1 --', [[1, 10, '']]],
])('%s', (_what, source, comments) => {
	expect(scanComments(source).map(({ line, column, text }) => [line, column, text])).toEqual(comments);
	for (const { start } of scanComments(source)) expect(source.startsWith('--', start)).toBe(true);
});
