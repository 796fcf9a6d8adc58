import { describe, expect, it } from 'vitest';
import { block, code, inline, list, table } from '../../../core/review/markdown.ts';

describe('text of a plan cannot leave its place', () => {
	it.each([
		['a pipe', 'a | b', 'a \\| b'],
		['a line break', 'a\n  b', 'a b'],
		['a tag', '<script>', '&lt;script>'],
		['a backslash before a pipe', 'a\\|b', 'a\\\\\\|b'],
	])('in a cell: %s', (_what, given, shown) => {
		expect(inline(given)).toBe(shown);
	});

	it.each([
		['plain', 'a', '`a`'],
		['with a backtick', 'a`b', '``a`b``'],
		['that begins with one', '`a', '`` `a ``'],
		['that is empty', '', ''],
	])('as code %s', (_what, given, shown) => {
		expect(code(given)).toBe(shown);
	});

	it('as a block: a fence inside makes the fence outside longer', () => {
		expect(block('sql', 'SELECT 1')).toBe('```sql\nSELECT 1\n```');
		expect(block('sql', "SELECT '```'")).toBe("````sql\nSELECT '```'\n````");
	});
});

it('a table has its head, its rule and its rows', () => {
	expect(table(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |');
});

it('an empty list says so', () => {
	expect(list([])).toBe('- none');
	expect(list(['a', 'b'])).toBe('- a\n- b');
});
