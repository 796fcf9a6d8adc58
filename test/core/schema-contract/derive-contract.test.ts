import { beforeAll, describe, expect, it } from 'vitest';
import { deriveContract } from '../../../core/schema-contract/derive-contract.ts';
import { describeForeignKey, describeIndex } from '../../../core/schema-contract/describe-part.ts';
import { loadSqlParser, parseSql } from '../../../core/sql/parse-sql.ts';

beforeAll(() => loadSqlParser());

/** What a text of DDL leaves of `s.t`, in one line for each part. */
function derive(sql: string, name = 's.t'): string[] | null {
	const table = deriveContract(parseSql(sql)).get(name)?.table;
	if (!table) return null;
	return [
		...[...table.columns].map(([column, { type, nullable, default: value, comment, unique }]) =>
			[
				column,
				type,
				nullable ? 'NULL' : 'NOT NULL',
				...(value ? [`= ${value.text}`] : []),
				...(unique ? ['unique'] : []),
				...(comment ? [`"${comment}"`] : []),
			].join(' '),
		),
		...(table.primaryKey.length > 0 ? [`key ${table.primaryKey.join(', ')}`] : []),
		...table.foreignKeys.map(describeForeignKey),
		...table.unique.map((one) => `unique ${describeIndex(one)}`),
		...table.checks.map(({ name: check, columns, exactlyOne, besides }) =>
			[`${check} (${columns.join(', ')})`, ...(exactlyOne ? ['exactly one'] : []), ...besides].join(' '),
		),
		...table.indexes.map((one) => `index ${describeIndex(one)}`),
		...table.others.map((other) => `other ${other}`),
	];
}

describe('CREATE TABLE', () => {
	it.each<[string, string, string[]]>([
		[
			'types in one spelling',
			'CREATE TABLE s.t (a timestamp with time zone, b character varying(10), c numeric(5, 2)[])',
			['a timestamptz NULL', 'b varchar(10) NULL', 'c numeric(5,2)[] NULL'],
		],
		[
			'NOT NULL and defaults',
			"CREATE TABLE s.t (a text NOT NULL DEFAULT 'x', b timestamptz DEFAULT now(), c int NULL DEFAULT -1)",
			['a text NOT NULL = the constant x', 'b timestamptz NULL = now(…)', 'c int4 NULL = the constant -1'],
		],
		['a key beside its column', 'CREATE TABLE s.t (a uuid PRIMARY KEY)', ['a uuid NOT NULL unique', 'key a']],
		[
			'a key of two columns',
			'CREATE TABLE s.t (a uuid, b uuid, PRIMARY KEY (b, a))',
			['a uuid NOT NULL', 'b uuid NOT NULL', 'key b, a'],
		],
		[
			'uniqueness',
			'CREATE TABLE s.t (a text UNIQUE, b text, UNIQUE (a, b))',
			['a text NULL unique', 'b text NULL', 'unique (a)', 'unique (a, b)'],
		],
		[
			'a foreign key beside its column',
			'CREATE TABLE s.t (a uuid REFERENCES s.u (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED NOT NULL)',
			['a uuid NOT NULL', '(a) → s.u (id), checked at COMMIT, ON DELETE CASCADE'],
		],
		[
			'INITIALLY DEFERRED alone',
			'CREATE TABLE s.t (a uuid REFERENCES s.u (id) INITIALLY DEFERRED)',
			['a uuid NULL', '(a) → s.u (id), checked at COMMIT'],
		],
		[
			'a foreign key of two columns',
			'CREATE TABLE s.t (a int, b int, FOREIGN KEY (a, b) REFERENCES u (c, d) MATCH FULL)',
			['a int4 NULL', 'b int4 NULL', '(a, b) → public.u (c, d), MATCH FULL'],
		],
		[
			'a foreign key to the key of a table made before',
			'CREATE TABLE s.u (id uuid PRIMARY KEY); CREATE TABLE s.t (a uuid REFERENCES s.u)',
			['a uuid NULL', '(a) → s.u (id)'],
		],
		[
			'a foreign key to its own key',
			'CREATE TABLE s.t (id uuid PRIMARY KEY, up uuid REFERENCES s.t)',
			['id uuid NOT NULL unique', 'up uuid NULL', 'key id', '(up) → s.t (id)'],
		],
		[
			'checks under the names PostgreSQL gives them',
			'CREATE TABLE s.t (a int CHECK (a > 0), b int, CHECK (a > 1), CHECK (a <> b), CONSTRAINT c CHECK (num_nonnulls(a, b) = 1))',
			['a int4 NULL', 'b int4 NULL', 't_a_check (a)', 't_a_check1 (a)', 't_check (a, b)', 'c (a, b) exactly one'],
		],
		[
			'serial as what it stands for',
			'CREATE TABLE s.t (a serial, b bigserial)',
			["a int4 NOT NULL = nextval('s.t_a_seq'::regclass)", "b int8 NOT NULL = nextval('s.t_b_seq'::regclass)"],
		],
		[
			'what a contract cannot declare',
			'CREATE UNLOGGED TABLE s.t (a int GENERATED ALWAYS AS IDENTITY, b int GENERATED ALWAYS AS (1) STORED, c text COLLATE "C", EXCLUDE (c WITH =), LIKE s.u) INHERITS (s.v) PARTITION BY LIST (a)',
			[
				'a int4 NOT NULL',
				'b int4 NULL',
				'c text NULL',
				'other identity column a',
				'other generated column b',
				'other collation of c',
				'other LIKE another table',
				'other unlogged',
				'other inheritance',
				'other partitions',
				'other exclusion constraint t_excl',
			],
		],
		[
			'a schema that is made with its tables',
			'CREATE SCHEMA s CREATE TABLE t (a int) CREATE INDEX ON t (a)',
			['a int4 NULL', 'index (a)'],
		],
	])('%s', (_what, sql, parts) => expect(derive(sql)).toEqual(parts));

	it('without a schema means public, and a temporary table is nobody’s', () => {
		expect(derive('CREATE TABLE t (a int)', 'public.t')).toEqual(['a int4 NULL']);
		expect(derive('CREATE TEMP TABLE t (a int)', 'public.t')).toBeNull();
	});
});

describe('what follows', () => {
	const base = "CREATE TABLE s.t (a uuid PRIMARY KEY, b text DEFAULT 'x', c int CONSTRAINT few CHECK (c < 9))";

	it.each<[string, string[]]>([
		[
			'ALTER TABLE s.t ADD COLUMN d int NOT NULL DEFAULT 0',
			[
				'a uuid NOT NULL unique',
				'b text NULL = the constant x',
				'c int4 NULL',
				'd int4 NOT NULL = the constant 0',
				'key a',
				'few (c)',
			],
		],
		['ALTER TABLE s.t DROP COLUMN c', ['a uuid NOT NULL unique', 'b text NULL = the constant x', 'key a']],
		[
			'ALTER TABLE s.t ALTER b DROP DEFAULT, ALTER b SET NOT NULL, ALTER b TYPE varchar(3)',
			['a uuid NOT NULL unique', 'b varchar(3) NOT NULL', 'c int4 NULL', 'key a', 'few (c)'],
		],
		[
			"ALTER TABLE s.t ALTER b SET DEFAULT 'y', ALTER a DROP NOT NULL",
			['a uuid NULL unique', 'b text NULL = the constant y', 'c int4 NULL', 'key a', 'few (c)'],
		],
		[
			'ALTER TABLE s.t DROP CONSTRAINT few, DROP CONSTRAINT t_pkey',
			['a uuid NOT NULL', 'b text NULL = the constant x', 'c int4 NULL'],
		],
		[
			'ALTER TABLE s.t ADD FOREIGN KEY (a) REFERENCES s.u (id) NOT VALID',
			[
				'a uuid NOT NULL unique',
				'b text NULL = the constant x',
				'c int4 NULL',
				'key a',
				'(a) → s.u (id), NOT VALID',
				'few (c)',
			],
		],
		[
			'ALTER TABLE s.t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES s.u (id) NOT VALID; ALTER TABLE s.t VALIDATE CONSTRAINT fk',
			['a uuid NOT NULL unique', 'b text NULL = the constant x', 'c int4 NULL', 'key a', '(a) → s.u (id)', 'few (c)'],
		],
		[
			'CREATE INDEX i ON s.t (b, c DESC); CREATE UNIQUE INDEX ON s.t USING btree (b) WHERE c IS NULL; CREATE INDEX ON s.t USING hash (lower(b))',
			[
				'a uuid NOT NULL unique',
				'b text NULL = the constant x',
				'c int4 NULL',
				'key a',
				'few (c)',
				'index (b, c), ordered otherwise',
				'index (b), unique, partial',
				'index (an expression), hash',
			],
		],
		[
			'CREATE UNIQUE INDEX i ON s.t (b)',
			[
				'a uuid NOT NULL unique',
				'b text NULL = the constant x unique',
				'c int4 NULL',
				'key a',
				'few (c)',
				'index (b), unique',
			],
		],
		[
			'CREATE INDEX i ON s.t (b); DROP INDEX s.i',
			['a uuid NOT NULL unique', 'b text NULL = the constant x', 'c int4 NULL', 'key a', 'few (c)'],
		],
		[
			"COMMENT ON COLUMN s.t.b IS 'draft or not'; COMMENT ON TABLE s.t IS 'x'",
			['a uuid NOT NULL unique', 'b text NULL = the constant x "draft or not"', 'c int4 NULL', 'key a', 'few (c)'],
		],
		[
			'ALTER TABLE s.t OWNER TO x; ALTER TABLE s.t SET (fillfactor = 70)',
			['a uuid NOT NULL unique', 'b text NULL = the constant x', 'c int4 NULL', 'key a', 'few (c)'],
		],
		[
			'ALTER TABLE s.t ENABLE ROW LEVEL SECURITY; CREATE TRIGGER g BEFORE UPDATE ON s.t FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE s.t INHERIT s.u',
			[
				'a uuid NOT NULL unique',
				'b text NULL = the constant x',
				'c int4 NULL',
				'key a',
				'few (c)',
				'other row security',
				'other trigger g',
				'other ALTER TABLE, AT_AddInherit',
			],
		],
		[
			'ALTER TABLE s.t RENAME b TO bb',
			[
				'a uuid NOT NULL unique',
				'b text NULL = the constant x',
				'c int4 NULL',
				'key a',
				'few (c)',
				'other RenameStmt that is not read',
			],
		],
	])('%s', (sql, parts) => expect(derive(`${base}; ${sql}`)).toEqual(parts));

	it('DROP TABLE leaves nothing, and a table that is altered without being made is no part of it', () => {
		expect(derive(`${base}; DROP TABLE s.t`)).toBeNull();
		expect(derive('ALTER TABLE s.t ADD COLUMN a int; CREATE INDEX ON s.t (a)')).toBeNull();
	});
});
