import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SchemaContract, schemaContract } from '../../../../contract/schema-contract.ts';
import { loadSqlParser } from '../../../../core/sql/parse-sql.ts';
import { startTestCluster, type TestCluster } from '../../../support/postgres.ts';
import { runBuiltIn } from './run-built-in.ts';

let cluster: TestCluster;
let client: pg.Client;

const contract: SchemaContract = schemaContract.parse({
	tables: {
		'store.entry': { columns: { id: { type: 'integer', nullable: false } }, primary_key: ['id'] },
		'store.item': {
			columns: {
				id: { type: 'uuid', nullable: false },
				kind: { type: 'text', nullable: false, default: 'draft', allowed: ['draft', 'in_use'] },
				entry: { type: 'integer' },
				left: { type: 'text' },
				right: { type: 'text' },
				late: { type: 'uuid' },
				at: { type: 'timestamptz', default: { sql: 'now()' } },
			},
			primary_key: ['id'],
			foreign_keys: [
				{ columns: ['entry'], references: 'store.entry', to: ['id'] },
				{ columns: ['late'], references: 'store.item', to: ['id'], deferred: true },
			],
			unique: [['kind', 'entry']],
			checks: [{ name: 'item_check', columns: ['right', 'left'], exactly_one: true }],
			indexes: [['kind'], ['left', 'right']],
		},
	},
});

const create = `
	CREATE TABLE store.entry (id integer PRIMARY KEY);
	CREATE TABLE store.item (
		id uuid PRIMARY KEY,
		kind text NOT NULL DEFAULT 'draft',
		entry integer CONSTRAINT fk REFERENCES store.entry (id),
		"left" text,
		"right" text,
		late uuid REFERENCES store.item DEFERRABLE INITIALLY DEFERRED,
		at timestamptz DEFAULT now(),
		UNIQUE (kind, entry),
		CHECK (num_nonnulls("left", "right") = 1)
	);
	COMMENT ON COLUMN store.item.kind IS 'Allowed: draft | in_use. The rest is prose';
	CREATE INDEX ON store.item (kind);
	CREATE INDEX ON store.item ("left", "right");`;

beforeAll(async () => {
	await loadSqlParser();
	cluster = await startTestCluster();
	client = await cluster.connect(await cluster.createDatabase('subject'));
	await client.query(`
		CREATE SCHEMA store; CREATE SCHEMA other; CREATE TABLE other.entry (id integer PRIMARY KEY);
		CREATE FUNCTION store.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
		CREATE ROLE blind; ${create}`);
});
afterAll(() => cluster?.stop());

const tables = ['store.entry', 'store.item'];
const match = (sql = '', pending: string[] = [], only = tables) =>
	runBuiltIn(client, { kind: 'tables_match', tables: only, pending }, { sql, contract });

describe('passes', () => {
	it.each([
		['when all is as declared', ''],
		['for a role without any right on the schema', 'SET LOCAL ROLE blind'],
		[
			'with a view over the table and a foreign key to it, which are not its own',
			'CREATE VIEW store.v AS SELECT * FROM store.item; CREATE TABLE store.c (i uuid REFERENCES store.item)',
		],
	])('%s', async (_what, sql) => {
		expect(await match(sql)).toEqual({ outcome: 'pass', message: 'as expected: []' });
	});

	// This comparison once rolled a correct migration back: printed, the two keys differ.
	it.each(['public', 'store', 'other, store'])(
		'for a foreign key made without its schema, wherever names are looked up first: %s',
		async (path) => {
			const bare = `SET LOCAL search_path = store; ALTER TABLE item DROP CONSTRAINT fk;
				ALTER TABLE item ADD FOREIGN KEY (entry) REFERENCES entry; SET LOCAL search_path = ${path}`;
			expect(await match(bare)).toMatchObject({ outcome: 'pass' });
		},
	);

	it.each([
		'(("left" IS NULL) <> ("right" IS NULL))',
		'(("left" IS NOT NULL AND "right" IS NULL) OR ("left" IS NULL AND "right" IS NOT NULL))',
		'NOT (num_nulls("left", "right") <> 1)',
	])('however the exactly-one rule is put: %s', async (rule) => {
		const sql = `ALTER TABLE store.item DROP CONSTRAINT item_check, ADD CONSTRAINT item_check CHECK (${rule})`;
		expect(await match(sql)).toMatchObject({ outcome: 'pass' });
	});
});

describe('fails for', () => {
	const item = 'ALTER TABLE store.item';
	const check = `${item} DROP CONSTRAINT item_check, ADD CONSTRAINT item_check CHECK`;
	const key = `${item} DROP CONSTRAINT fk, ADD FOREIGN KEY (entry) REFERENCES`;
	const entryKey = '(entry) → store.entry (id)';

	it.each<[string, string, [string, string | null, string | null][]]>([
		['a missing column', `${item} DROP COLUMN at`, [['column', 'at', null]]],
		['a column more', `${item} ADD COLUMN extra text`, [['column', null, 'extra']]],
		['another type', `${item} ALTER COLUMN "left" TYPE varchar(9)`, [['type of left', 'text', 'varchar(9)']]],
		['a column that may be NULL', `${item} ALTER kind DROP NOT NULL`, [['nullability of kind', 'NOT NULL', 'NULL']]],
		['another default', `${item} ALTER kind SET DEFAULT 'x'`, [['default of kind', 'the constant draft', "'x'::text"]]],
		[
			'values that no comment tells',
			'COMMENT ON COLUMN store.item.kind IS $$draft, in use$$',
			[['allowed values in the comment of kind', 'in_use', 'draft, in use']],
		],
		[
			'no comment at all',
			'COMMENT ON COLUMN store.item.kind IS NULL',
			[['allowed values in the comment of kind', 'draft, in_use', null]],
		],
		[
			'a missing primary key',
			'ALTER TABLE store.entry DROP CONSTRAINT entry_pkey CASCADE',
			[
				['primary key', '(id)', null],
				['foreign key', entryKey, null],
			],
		],
		['a foreign key less', `${item} DROP CONSTRAINT fk`, [['foreign key', entryKey, null]]],
		[
			'a foreign key into another schema',
			`${key} other.entry`,
			[
				['foreign key', entryKey, null],
				['foreign key', null, '(entry) → other.entry (id)'],
			],
		],
		[
			'a foreign key that deletes',
			`${key} store.entry ON DELETE CASCADE`,
			[
				['foreign key', entryKey, null],
				['foreign key', null, `${entryKey}, ON DELETE CASCADE`],
			],
		],
		[
			'a foreign key not validated',
			`${key} store.entry NOT VALID`,
			[
				['foreign key', entryKey, null],
				['foreign key', null, `${entryKey}, NOT VALID`],
			],
		],
		[
			'a foreign key checked at once',
			`${item} ALTER CONSTRAINT item_late_fkey NOT DEFERRABLE`,
			[
				['foreign key', '(late) → store.item (id), checked at COMMIT', null],
				['foreign key', null, '(late) → store.item (id)'],
			],
		],
		[
			'a foreign key twice',
			`${item} ADD FOREIGN KEY (entry) REFERENCES store.entry`,
			[['foreign key', null, entryKey]],
		],
		[
			'a unique constraint in another order',
			`${item} DROP CONSTRAINT item_kind_entry_key, ADD UNIQUE (entry, kind)`,
			[
				['unique constraint', '(kind, entry)', null],
				['unique constraint', null, '(entry, kind)'],
			],
		],
		[
			'a unique constraint that takes NULL for equal',
			`${item} DROP CONSTRAINT item_kind_entry_key, ADD UNIQUE NULLS NOT DISTINCT (kind, entry)`,
			[
				['unique constraint', '(kind, entry)', null],
				['unique constraint', null, '(kind, entry), NULLS NOT DISTINCT'],
			],
		],
		[
			'a rule that allows both',
			`${check} (num_nonnulls("left", "right") >= 1)`,
			[['check item_check', '(left, right), exactly one is not NULL', '(left, right)']],
		],
		[
			'a rule that looks at more',
			`${check} ("left" <> "right")`,
			[['check item_check', '(left, right), exactly one is not NULL', '(left, right)']],
		],
		[
			'a rule not validated',
			`${check} (num_nonnulls("left", "right") = 1) NOT VALID`,
			[
				[
					'check item_check',
					'(left, right), exactly one is not NULL',
					'(left, right), exactly one is not NULL, NOT VALID',
				],
			],
		],
		[
			'a missing rule',
			`${item} DROP CONSTRAINT item_check`,
			[['check item_check', '(left, right), exactly one is not NULL', null]],
		],
		['a rule more', `${item} ADD CONSTRAINT more CHECK (kind <> '')`, [['check more', null, '(kind)']]],
		[
			'an exclusion',
			`${item} ADD CONSTRAINT apart EXCLUDE (kind WITH =)`,
			[['other', null, 'exclusion constraint apart']],
		],
		['a missing index', 'DROP INDEX store.item_kind_idx', [['index', '(kind)', null]]],
		[
			'an index more',
			'CREATE UNIQUE INDEX ON store.item (at) WHERE kind IS NULL',
			[['index', null, '(at), unique, partial']],
		],
		[
			'an index of another method',
			'DROP INDEX store.item_kind_idx; CREATE INDEX ON store.item USING hash (kind)',
			[
				['index', '(kind)', null],
				['index', null, '(kind), other method'],
			],
		],
		[
			'an index over an expression',
			'CREATE INDEX ON store.item (lower(kind), entry DESC) INCLUDE (at)',
			[['index', null, '(an expression, entry), ordered otherwise, INCLUDE']],
		],
		[
			'an index with another collation and operator class',
			'CREATE INDEX ON store.item (kind COLLATE "C" text_pattern_ops)',
			[['index', null, '(kind), other operator class, other collation']],
		],
		[
			'a trigger',
			'CREATE TRIGGER touch BEFORE UPDATE ON store.item FOR EACH ROW EXECUTE FUNCTION store.touch()',
			[['other', null, 'trigger touch']],
		],
		[
			'a rule of rewriting',
			'CREATE RULE keep AS ON DELETE TO store.item DO INSTEAD NOTHING',
			[['other', null, 'rule keep']],
		],
		['row security', `${item} ENABLE ROW LEVEL SECURITY`, [['other', null, 'row security']]],
		[
			'an unlogged table',
			'ALTER TABLE store.entry SET LOGGED; ALTER TABLE store.item SET UNLOGGED',
			[['other', null, 'unlogged']],
		],
		[
			'an identity column',
			`${item} ALTER "left" TYPE integer USING 1, ALTER "left" SET NOT NULL, ALTER "left" ADD GENERATED ALWAYS AS IDENTITY`,
			[
				['type of left', 'text', 'int4'],
				['nullability of left', 'NULL', 'NOT NULL'],
				['other', null, 'identity column left'],
			],
		],
		['a collation', `${item} ALTER "right" TYPE text COLLATE "C"`, [['other', null, 'collation of right']]],
	])('%s', async (_what, sql, differences) => {
		const { outcome, message } = await match(sql);
		const found = JSON.parse(message.slice(message.indexOf('[{'))) as Record<string, unknown>[];
		expect(outcome).toBe('fail');
		expect(found.map((row) => [row['aspect'], row['expected'], row['found']])).toEqual(differences);
	});

	it('a table that is not there, or is a view', async () => {
		for (const sql of [
			'DROP TABLE store.item',
			'ALTER TABLE store.item RENAME TO i; CREATE VIEW store.item AS SELECT 1 AS id',
		]) {
			expect(await match(sql)).toEqual({
				outcome: 'fail',
				message: 'expected [], found [{"aspect":"table","expected":"present","found":"absent","table":"store.item"}]',
			});
		}
	});
});

describe('a foreign key that a later step adds', () => {
	const drop = 'ALTER TABLE store.item DROP CONSTRAINT item_late_fkey';
	const pending = ['store.item(late)'];

	it('is not missed while it is pending, and not expected', async () => {
		expect(await match(drop, pending)).toMatchObject({ outcome: 'pass' });
		expect(await match('', pending)).toMatchObject({
			outcome: 'fail',
			message: expect.stringContaining('"expected":null,"found":"(late) → store.item (id), checked at COMMIT"'),
		});
	});

	it.each([
		['a key that is not declared', tables, ['store.item(kind)']],
		['a key of a table that is not looked at', ['store.entry'], pending],
		['a table that is not declared', ['store.other'], []],
	])('cannot be %s', async (_what, only, named) => {
		await expect(match('', named, only)).rejects.toThrow(/the schema contract declares no/);
	});
});

it('is an error where the catalog may not be read', async () => {
	const sql = 'REVOKE SELECT ON pg_catalog.pg_constraint FROM PUBLIC; SET LOCAL ROLE blind';
	expect(await match(sql)).toMatchObject({ outcome: 'error', message: expect.stringContaining('(SQLSTATE 42501)') });
});
