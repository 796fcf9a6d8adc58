import { beforeAll, describe, expect, it } from 'vitest';
import { loadSqlParser, parseSql } from '../../../core/sql/parse-sql.ts';
import { publicNames, qualify, relationName } from '../../../core/sql/relation-name.ts';

beforeAll(loadSqlParser);

const nameIn = (sql: string, names = publicNames) => relationName(parseSql(sql)[0]?.node.fields['relation'], names);

describe('the relation that a name means', () => {
	it.each([
		['DELETE FROM t', 'public.t'],
		['DELETE FROM store.t', 'store.t'],
		['DELETE FROM "My Store"."T"', 'My Store.T'],
		['DELETE FROM T', 'public.t'],
		['DELETE FROM pg_class', 'pg_catalog.pg_class'],
		['DELETE FROM public.pg_class', 'public.pg_class'],
		['DELETE FROM pg_temp.t', null],
		['CREATE TEMP TABLE t ()', null],
	])('%s: %s', (sql, name) => {
		expect(nameIn(sql)).toBe(name);
	});

	it('is a temporary one before all others, and only without a schema', () => {
		const names = { schema: 'public', temporary: new Set(['t']) };
		expect([nameIn('DELETE FROM t', names), nameIn('DELETE FROM public.t', names)]).toEqual([null, 'public.t']);
	});

	it('is looked for where a function sets its path', () => {
		expect(qualify(['t'], { schema: 'store', temporary: new Set() })).toBe('store.t');
	});
});
