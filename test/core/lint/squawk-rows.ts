/**
 * Statements that both this lint and squawk judge. A table named `t` stands before; `n` is made by the sample itself.
 * squawk's rules on style and on re-running a half-done file are left out on both sides: see `notOurs`.
 */

/** Both find it: SQL, our rule, squawk's. */
export const bothFind: readonly (readonly [string, string, string])[] = [
	['ALTER TABLE t ADD COLUMN a text NOT NULL', 'not-null-without-default', 'adding-required-field'],
	['ALTER TABLE t ADD COLUMN a uuid DEFAULT gen_random_uuid()', 'table-rewrite', 'adding-field-with-default'],
	['ALTER TABLE t ADD COLUMN a double precision DEFAULT random()', 'table-rewrite', 'adding-field-with-default'],
	['ALTER TABLE t ADD COLUMN a timestamptz DEFAULT clock_timestamp()', 'table-rewrite', 'adding-field-with-default'],
	["ALTER TABLE t ADD COLUMN a bigint DEFAULT nextval('q')", 'table-rewrite', 'adding-field-with-default'],
	['ALTER TABLE t ADD COLUMN a bigint DEFAULT own()', 'table-rewrite', 'adding-field-with-default'],
	['ALTER TABLE t ADD COLUMN a bigint GENERATED ALWAYS AS IDENTITY', 'table-rewrite', 'adding-field-with-default'],
	[
		'ALTER TABLE t ADD COLUMN a bigint GENERATED ALWAYS AS (b + 1) STORED',
		'table-rewrite',
		'adding-field-with-default',
	],
	['ALTER TABLE t ADD COLUMN a bigserial PRIMARY KEY', 'table-rewrite', 'adding-serial-primary-key-field'],
	['ALTER TABLE t ALTER COLUMN a TYPE bigint', 'table-rewrite', 'changing-column-type'],
	['ALTER TABLE t ALTER COLUMN a TYPE text', 'table-rewrite', 'changing-column-type'],
	['ALTER TABLE t ALTER a SET DATA TYPE varchar(10) USING a::varchar', 'table-rewrite', 'changing-column-type'],
	['ALTER TABLE t ADD COLUMN a bigint UNIQUE', 'index-build', 'disallowed-unique-constraint'],
	['ALTER TABLE t ADD CONSTRAINT k UNIQUE (a)', 'index-build', 'disallowed-unique-constraint'],
	['ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a)', 'index-build', 'adding-serial-primary-key-field'],
	['ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist (a WITH &&)', 'index-build', 'constraint-missing-not-valid'],
	['CREATE INDEX i ON t (a)', 'index-build', 'require-concurrent-index-creation'],
	['CREATE UNIQUE INDEX i ON t (a)', 'index-build', 'require-concurrent-index-creation'],
	[
		'ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES u (id)',
		'validation-scan',
		'adding-foreign-key-constraint',
	],
	[
		'ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES u (id)',
		'validation-scan',
		'constraint-missing-not-valid',
	],
	['ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)', 'validation-scan', 'constraint-missing-not-valid'],
	['ALTER TABLE t ALTER COLUMN a SET NOT NULL', 'validation-scan', 'adding-not-nullable-field'],
	['ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE > 0)', 'validation-scan', 'ban-alter-domain-with-add-constraint'],
	['ALTER TABLE t DROP COLUMN a', 'destructive', 'ban-drop-column'],
	['DROP TABLE t', 'destructive', 'ban-drop-table'],
	['DROP TABLE t CASCADE', 'drop-cascade', 'ban-drop-table'],
	['TRUNCATE t CASCADE', 'drop-cascade', 'ban-truncate-cascade'],
	['DROP DATABASE d', 'database-level', 'ban-drop-database'],
	['ALTER TABLE t RENAME COLUMN a TO b', 'rename', 'renaming-column'],
	['ALTER TABLE t RENAME TO u', 'rename', 'renaming-table'],
	['REINDEX TABLE t', 'maintenance', 'require-concurrent-reindex'],
	['BEGIN; BEGIN; SELECT 1; COMMIT', 'transaction-control', 'transaction-nesting'],
	['SELECT 1; COMMIT', 'transaction-control', 'transaction-nesting'],
	['ALTER TABLE t ALTER COLUMN a DROP NOT NULL', 'additions-only-broken', 'ban-drop-not-null'],
	['ALTER TABLE t ADD COLUMN a text', 'missing-timeouts', 'require-lock-timeout'],
	['ALTER TABLE t ADD COLUMN a text', 'missing-timeouts', 'require-statement-timeout'],
];

/** Neither finds anything. */
export const neitherFinds: readonly string[] = [
	'ALTER TABLE t ADD COLUMN a text',
	"ALTER TABLE t ADD COLUMN a text NOT NULL DEFAULT 'x'",
	'ALTER TABLE t ADD COLUMN a timestamptz DEFAULT now()',
	'ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES u (id) NOT VALID',
	'ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID',
	'ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i',
	"ALTER TABLE t ADD COLUMN a text; ALTER TABLE t ALTER COLUMN a SET DEFAULT 'x'",
	'ALTER TABLE t RENAME CONSTRAINT a TO b',
	'ALTER INDEX i RENAME TO j',
	'CREATE TABLE n (a bigint); CREATE INDEX i ON n (a)',
	'CREATE TABLE n (a bigint PRIMARY KEY, b text NOT NULL)',
	'CREATE TABLE n (a bigint); ALTER TABLE n ADD CONSTRAINT k CHECK (a > 0)',
	'CREATE TABLE n (a bigint); ALTER TABLE n ADD CONSTRAINT k UNIQUE (a)',
	'CREATE VIEW v AS SELECT a FROM t',
	'UPDATE t SET a = 1 WHERE a = 2',
	"INSERT INTO t (a) VALUES ('x')",
	'REFRESH MATERIALIZED VIEW m',
	"COMMENT ON TABLE t IS 'x'",
];

/** Where the two differ, and why: SQL, what ours says (null: nothing), what squawk says, the reason. */
export const differences: readonly (readonly [string, string | null, string | null, string])[] = [
	// A migration here is one transaction, so what squawk recommends is what cannot run.
	['CREATE INDEX CONCURRENTLY i ON t (a)', 'concurrently', null, 'CONCURRENTLY cannot run in the governed transaction'],
	['DROP INDEX CONCURRENTLY i', 'concurrently', null, 'CONCURRENTLY cannot run in the governed transaction'],
	[
		'ALTER TABLE t DETACH PARTITION p CONCURRENTLY',
		'concurrently',
		null,
		'CONCURRENTLY cannot run in the governed transaction',
	],
	[
		'DROP INDEX i',
		null,
		'require-concurrent-index-deletion',
		'its remedy cannot run here; the lock is told, no row is lost',
	],
	[
		'ALTER TABLE t DETACH PARTITION p',
		null,
		'require-concurrent-partition-detach',
		'its remedy cannot run here; the lock is told',
	],
	['BEGIN; SELECT 1; COMMIT', null, 'transaction-nesting', 'one outermost pair is left out by the runner'],
	// A table that the plan itself made has no rows, no readers and no writers.
	[
		'CREATE TABLE n (a bigint); ALTER TABLE n ADD COLUMN b text NOT NULL',
		null,
		'adding-required-field',
		'the table is new and empty',
	],
	[
		'CREATE TABLE n (a bigint); ALTER TABLE n ALTER COLUMN a TYPE text',
		null,
		'changing-column-type',
		'the table is new and empty',
	],
	['CREATE TABLE n (a bigint); DROP TABLE n', null, 'ban-drop-table', 'nothing is lost that was there before'],
	[
		'CREATE TABLE n (a bigint); ALTER TABLE n DROP COLUMN a',
		null,
		'ban-drop-column',
		'nothing is lost that was there before',
	],
	['CREATE TABLE n (a bigint); ALTER TABLE n RENAME TO m', null, 'renaming-table', 'nobody knows it by its old name'],
	// What PostgreSQL does, tried on a server.
	[
		'ALTER TABLE t ADD COLUMN a bigint REFERENCES u (id)',
		null,
		'adding-foreign-key-constraint',
		'without a default PostgreSQL looks at no row',
	],
	[
		'ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE > 0) NOT VALID',
		null,
		'ban-alter-domain-with-add-constraint',
		'NOT VALID looks at no row',
	],
	['ALTER TABLE t ADD COLUMN a bigserial', 'table-rewrite', null, 'each row gets a number: the table is written anew'],
	['ALTER TABLE t ADD COLUMN a bigint CHECK (a > 0)', 'validation-scan', null, 'the check is tried on every row'],
	['ALTER TABLE t VALIDATE CONSTRAINT k', 'validation-scan', null, 'it looks at every row, if under a mild lock'],
	['ALTER TABLE t ATTACH PARTITION p FOR VALUES IN (1)', 'validation-scan', null, 'the partition is looked through'],
	['ALTER TABLE t SET LOGGED', 'table-rewrite', null, 'the table is written anew'],
	[
		"ALTER TYPE mood ADD VALUE 'so' AFTER 'bad'; UPDATE t SET m = 'so' WHERE m = 'bad'",
		'enum-value-used',
		null,
		'PostgreSQL refuses the value before COMMIT',
	],
	// What squawk does not look at.
	['DROP SCHEMA s', 'destructive', null, 'a schema holds tables'],
	['TRUNCATE t', 'destructive', null, 'rows are lost'],
	['DELETE FROM t', 'unbounded-write', null, 'every row is meant, or WHERE was forgotten'],
	['ALTER TABLE t DISABLE TRIGGER ALL', 'trigger-disable', null, 'guards are taken away'],
	['CLUSTER t USING i', 'maintenance', null, 'maintenance is no migration'],
	// Opposite advice.
	[
		'DROP VIEW IF EXISTS v',
		'if-exists',
		null,
		'a half-done run is impossible here, and drift shall stop it; squawk asks for IF EXISTS',
	],
	// Matters of taste, or of what the author means.
	[
		"CREATE DOMAIN d AS text CHECK (VALUE <> '')",
		null,
		'ban-create-domain-with-constraint',
		'a new domain has no table yet',
	],
	["ALTER TYPE mood ADD VALUE 'so'", null, 'require-enum-value-ordering', 'the order of values is the author’s'],
	['CREATE TABLE n (a char(3))', null, 'ban-char-field', 'a matter of taste'],
	[
		'UPDATE t SET a = 1, a = 2 WHERE a = 3',
		null,
		'ban-duplicate-column-assignments',
		'PostgreSQL refuses it in the rehearsal',
	],
	[
		'CREATE TABLE a_name_that_is_much_longer_than_the_sixty_three_bytes_postgres_has_for_one (a bigint)',
		null,
		'identifier-too-long',
		'the parser shortens it as PostgreSQL does, so all that is signed names what is made',
	],
];

/** squawk's rules without a counterpart, left out of every comparison. */
export const notOurs: readonly string[] = [
	'prefer-robust-stmts',
	'prefer-bigint-over-int',
	'prefer-bigint-over-smallint',
	'prefer-text-field',
	'prefer-timestamptz',
	'prefer-identity',
];

/** Asked for by every statement that waits for locks; compared in rows of their own. */
export const timeouts: readonly string[] = ['require-lock-timeout', 'require-statement-timeout'];
