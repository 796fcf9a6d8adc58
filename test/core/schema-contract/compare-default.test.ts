import { beforeAll, describe, expect, it } from 'vitest';
import type { ColumnDefault } from '../../../contract/schema-contract.ts';
import { compareDefault } from '../../../core/schema-contract/compare-default.ts';
import { readExpression } from '../../../core/schema-contract/read-expression.ts';
import { loadSqlParser } from '../../../core/sql/parse-sql.ts';

beforeAll(() => loadSqlParser());

const compare = (declared: ColumnDefault | null, found: string | null, type = 'text') =>
	compareDefault(declared, found === null ? null : readExpression(found), type);

describe('the same default', () => {
	it.each<[ColumnDefault | null, string | null, string]>([
		[null, null, 'text'],
		[null, 'NULL', 'text'],
		[null, 'NULL::character varying', 'varchar(10)'],
		['draft', "'draft'", 'text'],
		['draft', "'draft'::text", 'text'],
		['draft', "('draft'::text)::character varying(10)", 'varchar(10)'],
		['', "''::text", 'text'],
		["it's", "'it''s'::text", 'text'],
		['now()', "'now()'::text", 'text'],
		[0, '0', 'int4'],
		[-1, "'-1'::integer", 'int4'],
		[-1, '-1', 'int8'],
		[1.5, '1.50', 'numeric(5,2)'],
		['-0.0', '0', 'numeric'],
		['1e3', '1e3', 'float8'],
		[true, 'true', 'bool'],
		['t', 'true', 'bool'],
		[false, "'f'::boolean", 'bool'],
		['{"a":1,"b":2}', `'{"b": 2, "a": 1}'::jsonb`, 'jsonb'],
		['2026-01-01', "'2026-01-01'::date", 'date'],
		[{ sql: 'now()' }, 'now()', 'timestamptz'],
		[{ sql: 'pg_catalog.now( )' }, 'now()', 'timestamptz'],
		[{ sql: "nextval('s.q')" }, "nextval('s.q'::regclass)", 'int4'],
		[{ sql: "'a' || 'b'" }, "('a'::text || 'b'::text)", 'text'],
		[{ sql: 'CURRENT_TIMESTAMP' }, 'CURRENT_TIMESTAMP', 'timestamptz'],
	])('%j and %s as %s', (declared, found, type) => expect(compare(declared, found, type)).toBe('same'));
});

describe('another default', () => {
	it.each<[ColumnDefault | null, string | null, string]>([
		[null, "'draft'::text", 'text'],
		['draft', null, 'text'],
		['draft', 'NULL::text', 'text'],
		['', null, 'text'],
		['draft', "'Draft'::text", 'text'],
		['a', "' a'::text", 'text'],
		[1, '10', 'int4'],
		['9007199254740992', "'9007199254740993'::bigint", 'int8'],
		['1', '-1', 'int4'],
		[true, 'false', 'bool'],
		['1.5', '1.50', 'text'],
		['{}', "'[]'::jsonb", 'jsonb'],
		['{', "'[]'::jsonb", 'jsonb'],
		['now()', 'now()', 'timestamptz'],
		[{ sql: 'now()' }, "'now()'::text", 'text'],
		[{ sql: 'now()' }, 'clock_timestamp()', 'timestamptz'],
		[{ sql: 'f()' }, 's.f()', 'text'],
		[{ sql: 'f(1)' }, 'f(2)', 'text'],
		[{ sql: 'f()' }, null, 'text'],
		['ab', "('a'::text || 'b'::text)", 'text'],
	])('%j and %s as %s', (declared, found, type) => expect(compare(declared, found, type)).toBe('different'));
});

// Whether they are one moment depends on settings that nothing here knows.
it.each([
	['2026-01-01', "'2026-01-01 00:00:00+00'::timestamptz", 'timestamptz'],
	['1 day', "'24:00:00'::interval", 'interval'],
	['12.00', "'$12.00'::money", 'money'],
])('%s and %s as %s cannot be told apart', (declared, found, type) =>
	expect(compare(declared, found, type)).toBe('unknown'),
);
