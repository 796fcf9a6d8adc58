import { beforeAll, describe, expect, it } from 'vitest';
import { readLiveTables } from '../../../../core/check/built-in/live-tables.ts';
import { Undecidable } from '../../../../core/check/undecidable.ts';
import { loadSqlParser } from '../../../../core/sql/parse-sql.ts';

beforeAll(() => loadSqlParser());

const column = { name: 'a', type: 'text', nullable: true, default: null, comment: null, unique: false };
const row = (change: object) => ({
	table: 's.t',
	exists: true,
	columns: [{ ...column, ...change }],
	constraints: [],
	indexes: [],
	others: [],
});

// A server newer than the parser may print what it does not know: that is no difference.
describe('a definition that the parser does not read', () => {
	it.each([
		['a type', { type: 'text WITH NEWS' }],
		['a default', { default: "'a' NEW OPERATOR 'b'" }],
	])('as %s, cannot be decided', (_what, change) => {
		expect(() => readLiveTables([row(change)])).toThrow(Undecidable);
	});

	it('and a row of another shape is a fault of ours, not of the database', () => {
		expect(() => readLiveTables([{ table: 's.t' }])).toThrow(/invalid_type|Invalid input/);
	});
});
