import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSqlParser } from '../../../../core/sql/parse-sql.ts';
import { startTestCluster, type TestCluster } from '../../../support/postgres.ts';
import { runBuiltIn } from './run-built-in.ts';

let cluster: TestCluster;
let client: pg.Client;

beforeAll(async () => {
	await loadSqlParser();
	cluster = await startTestCluster();
	client = await cluster.connect(await cluster.createDatabase('subject'));
	await client.query(`
		CREATE SCHEMA store;
		CREATE TYPE store.mood AS ENUM ('fine');
		CREATE FUNCTION store.next_id() RETURNS integer LANGUAGE sql AS 'SELECT 1';
		CREATE SEQUENCE store.ids;
		CREATE ROLE blind;
		CREATE TABLE store.item (
			id integer PRIMARY KEY DEFAULT nextval('store.ids'),
			code text NOT NULL UNIQUE,
			kind text DEFAULT 'draft',
			name varchar(10) DEFAULT 'x',
			blank varchar(10) DEFAULT NULL,
			size numeric(5, 2) DEFAULT 1.50,
			small integer DEFAULT -1,
			big bigint DEFAULT 9007199254740993,
			flag boolean NOT NULL DEFAULT true,
			at timestamptz DEFAULT now(),
			since timestamptz DEFAULT '2026-01-01 01:00+01',
			bag jsonb DEFAULT '{"a": 1, "b": []}',
			tags text[] DEFAULT '{}',
			mood store.mood DEFAULT 'fine',
			own integer DEFAULT store.next_id(),
			one text,
			two text,
			dropped text,
			UNIQUE (one, two)
		);
		CREATE UNIQUE INDEX partial ON store.item (two) WHERE one IS NULL;
		ALTER TABLE store.item DROP COLUMN dropped`);
});
afterAll(() => cluster?.stop());

const columns = (named: Record<string, unknown>, sql = '') =>
	runBuiltIn(client, { kind: 'columns', table: 'store.item', columns: named }, { sql });

describe('a column is as expected', () => {
	it.each<[string, Record<string, unknown>]>([
		['in its type, nullability and default', { kind: { type: 'text', nullable: true, default: 'draft' } }],
		[
			'whatever the spelling of its type',
			{ at: { type: 'timestamp with time zone', nullable: true, default: { sql: 'now()' } } },
		],
		['with the length of its type', { name: { type: 'character varying(10)', nullable: true, default: 'x' } }],
		[
			'with precision and scale, and a number written otherwise',
			{ size: { type: 'decimal(5,2)', nullable: true, default: 1.5 } },
		],
		['with a negative number, which the catalog casts', { small: { type: 'int', nullable: true, default: -1 } }],
		[
			'with a number beyond those that JSON holds',
			{ big: { type: 'int8', nullable: true, default: '9007199254740993' } },
		],
		['with a switch', { flag: { type: 'bool', nullable: false, default: true } }],
		['with JSON in another order', { bag: { type: 'jsonb', nullable: true, default: '{"b":[],"a":1}' } }],
		['with a list', { tags: { type: 'text[]', nullable: true, default: '{}' } }],
		['with a type of its own schema', { mood: { type: 'store.mood', nullable: true, default: 'fine' } }],
		[
			'with a function of its own schema',
			{ own: { type: 'integer', nullable: true, default: { sql: 'store.next_id()' } } },
		],
		[
			'with a sequence, the cast to regclass aside',
			{ id: { type: 'integer', nullable: false, default: { sql: "nextval('store.ids')" } } },
		],
		[
			'with a function called by its catalog',
			{ at: { type: 'timestamptz', nullable: true, default: { sql: 'pg_catalog.now()' } } },
		],
		['without a default, where PostgreSQL keeps NULL with a cast', { blank: { type: 'varchar(10)', nullable: true } }],
		[
			'as a moment, written as PostgreSQL prints it in UTC',
			{ since: { type: 'timestamptz', nullable: true, default: '2026-01-01 00:00:00+00' } },
		],
		['unique on its own', { code: { type: 'text', nullable: false, unique: true } }],
		[
			'not unique on its own, although two together are and some rows are',
			{ two: { type: 'text', nullable: true, unique: false } },
		],
		['not there', { absent: null, dropped: null, ctid: null }],
	])('%s', async (_what, named) => {
		expect(await columns(named)).toEqual({ outcome: 'pass', message: 'as expected: []' });
	});

	it.each(['', 'store, public', '"$user", public'])('wherever names are looked up first: "%s"', async (path) => {
		const named = {
			own: { type: 'integer', nullable: true, default: { sql: 'store.next_id()' } },
			id: { type: 'integer', nullable: false, default: { sql: "nextval('store.ids'::regclass)" } },
		};
		expect(await columns(named, `SELECT set_config('search_path', '${path}', true)`)).toMatchObject({
			outcome: 'pass',
		});
	});
});

describe('a column is not as expected', () => {
	it.each<[string, Record<string, unknown>, string, unknown, unknown]>([
		['in its type', { kind: { type: 'varchar', nullable: true, default: 'draft' } }, 'type of kind', 'varchar', 'text'],
		[
			'in its length',
			{ name: { type: 'varchar(11)', nullable: true, default: 'x' } },
			'type of name',
			'varchar(11)',
			'varchar(10)',
		],
		[
			'in its nullability',
			{ flag: { type: 'bool', nullable: true, default: true } },
			'nullability of flag',
			'NULL',
			'NOT NULL',
		],
		[
			'in its constant',
			{ kind: { type: 'text', nullable: true, default: 'enacted' } },
			'default of kind',
			'the constant enacted',
			"'draft'::text",
		],
		['by a default more', { kind: { type: 'text', nullable: true } }, 'default of kind', null, "'draft'::text"],
		[
			'by a default less',
			{ one: { type: 'text', nullable: true, default: 'x' } },
			'default of one',
			'the constant x',
			null,
		],
		[
			'because a text is no function',
			{ at: { type: 'timestamptz', nullable: true, default: { sql: 'clock_timestamp()' } } },
			'default of at',
			'clock_timestamp()',
			'now()',
		],
		[
			'because a constant is evaluated once',
			{ own: { type: 'integer', nullable: true, default: 1 } },
			'default of own',
			'the constant 1',
			'store.next_id()',
		],
		[
			'in another schema',
			{ own: { type: 'integer', nullable: true, default: { sql: 'next_id()' } } },
			'default of own',
			'next_id()',
			'store.next_id()',
		],
		[
			'by a large number off by one',
			{ big: { type: 'int8', nullable: true, default: '9007199254740992' } },
			'default of big',
			'the constant 9007199254740992',
			"'9007199254740993'::bigint",
		],
		[
			'in its uniqueness',
			{ two: { type: 'text', nullable: true, unique: true } },
			'uniqueness of two',
			'unique',
			'not unique',
		],
		['because it is missing', { absent: { type: 'text', nullable: true } }, 'column', 'absent', null],
		['because it is there', { kind: null }, 'column', null, 'kind'],
	])('%s', async (_what, named, aspect, expected, found) => {
		const { outcome, message } = await columns(named);
		const difference = { aspect, expected, found, table: 'store.item' };
		expect({ outcome, message }).toEqual({
			outcome: 'fail',
			message: `expected [], found ${JSON.stringify([difference])}`,
		});
	});
});

it('fails for a table that is not there', async () => {
	const check = { kind: 'columns' as const, table: 'store.missing', columns: { a: { type: 'text', nullable: true } } };
	expect(await runBuiltIn(client, check)).toEqual({
		outcome: 'fail',
		message: 'expected [], found [{"aspect":"table","expected":"present","found":"absent","table":"store.missing"}]',
	});
});

it('says of two writings of a moment that it cannot tell them apart, unless something else is wrong', async () => {
	const since = (nullable: boolean) => ({ since: { type: 'timestamptz', nullable, default: '2026-01-01T00:00Z' } });
	expect(await columns(since(true))).toMatchObject({
		outcome: 'error',
		message: expect.stringMatching(/default of since: .* found '2026-01-01 00:00:00\+00'.* which may be the same/),
	});
	expect(await columns(since(false))).toMatchObject({ outcome: 'fail' });
});

it('sees definitions without any right on the schema, and is an error where the catalog itself may not be read', async () => {
	const named = { kind: { type: 'text', nullable: true, default: 'draft' } };
	expect(await columns(named, 'SET LOCAL ROLE blind')).toMatchObject({ outcome: 'pass' });
	const closed = 'REVOKE SELECT ON pg_catalog.pg_attrdef FROM PUBLIC; SET LOCAL ROLE blind';
	expect(await columns(named, closed)).toMatchObject({
		outcome: 'error',
		message: expect.stringContaining('permission denied for table pg_attrdef (SQLSTATE 42501)'),
	});
});

it.each([
	['a type', { a: { type: 'text; DROP TABLE x', nullable: true } }],
	['an expression', { a: { type: 'text', nullable: true, default: { sql: '1, 2' } } }],
	['nothing at all', {}],
])('is refused when the plan is loaded for %s that is none', async (_what, named) => {
	await expect(columns(named)).rejects.toThrow();
});
