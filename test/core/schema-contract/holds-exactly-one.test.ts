import { beforeAll, describe, expect, it } from 'vitest';
import { holdsExactlyOne } from '../../../core/schema-contract/holds-exactly-one.ts';
import { readExpression } from '../../../core/schema-contract/read-expression.ts';
import { loadSqlParser } from '../../../core/sql/parse-sql.ts';

beforeAll(() => loadSqlParser());

const holds = (rule: string, columns = ['a', 'b']) => holdsExactlyOne(readExpression(rule).tree, columns);

describe('exactly one of two columns is not NULL', () => {
	it.each([
		'num_nonnulls(a, b) = 1',
		'(num_nonnulls(a, b) = 1)',
		'pg_catalog.num_nonnulls(b, a) = 1',
		'1 = num_nulls(a, b)',
		'num_nonnulls(a, b) > 0 AND num_nonnulls(a, b) < 2',
		'num_nonnulls(a, b) >= 1 AND num_nulls(a, b) >= 1',
		'(a IS NULL) <> (b IS NULL)',
		'(a IS NULL) = (b IS NOT NULL)',
		'(a IS NOT NULL AND b IS NULL) OR (a IS NULL AND b IS NOT NULL)',
		'NOT (a IS NULL AND b IS NULL) AND NOT (a IS NOT NULL AND b IS NOT NULL)',
		'((t.a IS NULL) <> (t.b IS NULL)) AND true',
	])('by %s', (rule) => expect(holds(rule)).toBe(true));

	it.each([
		'num_nonnulls(a, b) <= 1',
		'num_nonnulls(a, b) >= 1',
		'num_nonnulls(a, b) = 2',
		'num_nonnulls(a) = 1',
		'num_nonnulls(a, c) = 1',
		'(a IS NULL) = (b IS NULL)',
		'a IS NULL OR b IS NULL',
		'a IS NOT NULL',
		'a <> b',
		'a',
		'true',
		'NULL',
		'1',
		"num_nonnulls(a, b) = 1 AND a <> ''",
		'coalesce(a, b) IS NOT NULL',
		'my_own_rule(a, b)',
	])('not by %s', (rule) => expect(holds(rule)).toBe(false));
});

it('counts over three columns, where two comparisons of two would not do', () => {
	const columns = ['a', 'b', 'c'];
	expect(holds('num_nonnulls(a, b, c) = 1', columns)).toBe(true);
	expect(holds('((a IS NULL) <> (b IS NULL)) <> (c IS NULL)', columns)).toBe(false);
});

it('says nothing of no columns, or of more than can be tried', () => {
	const many = Array.from({ length: 13 }, (_, index) => `c${index}`);
	expect(holds('true', [])).toBe(false);
	expect(holds(`num_nonnulls(${many.join(', ')}) = 1`, many)).toBe(false);
});
