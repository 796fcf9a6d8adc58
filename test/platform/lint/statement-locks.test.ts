import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockModes } from '../../../core/lint/locks/lock-mode.ts';
import { loadSqlParser } from '../../../core/sql/parse-sql.ts';
import { lintSql } from '../../core/lint/lint-sql.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';

const subject = `
	CREATE TYPE mood AS ENUM ('good', 'bad');
	CREATE TABLE author (id integer PRIMARY KEY, name varchar(20));
	CREATE TABLE article (
		id serial PRIMARY KEY, author integer CONSTRAINT article_author REFERENCES author (id), title text, words integer,
		mood mood, CONSTRAINT words_some CHECK (words > 0) NOT VALID
	);
	ALTER TABLE article ADD CONSTRAINT article_writer FOREIGN KEY (words) REFERENCES author (id) NOT VALID;
	CREATE INDEX article_title ON article (title);
	CREATE VIEW titles AS SELECT title FROM article;
	CREATE MATERIALIZED VIEW counted AS SELECT 1 AS n;
	CREATE UNIQUE INDEX counted_n ON counted (n);
	CREATE SEQUENCE numbers;
	CREATE FUNCTION bump() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
	CREATE TRIGGER bumped BEFORE UPDATE ON article FOR EACH ROW EXECUTE FUNCTION bump();
	CREATE RULE ruled AS ON DELETE TO author DO INSTEAD NOTHING;
	CREATE TABLE whole (id integer, at date) PARTITION BY RANGE (at);
	CREATE TABLE part PARTITION OF whole FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
	CREATE TABLE other_part (id integer, at date);
	CREATE TABLE parent (id integer);
	CREATE TABLE child () INHERITS (parent);
	CREATE TABLE orphan (id integer);
	CREATE POLICY mine ON author USING (true);
	CREATE PUBLICATION news;
	CREATE ROLE reader;
	CREATE SCHEMA store;
`;

let cluster: TestCluster;
let client: pg.Client;
let relations: ReadonlyMap<number, string>;

beforeAll(async () => {
	await loadSqlParser();
	cluster = await startTestCluster();
	client = await cluster.connect('postgres');
	await client.query(subject);
	const { rows } = await client.query(`
		SELECT c.oid::int AS oid, n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')`);
	relations = new Map(rows.map(({ oid, name }) => [Number(oid), String(name)]));
});
afterAll(() => cluster.stop());

/** What the server holds after the statement, on relations that stood before; plain reading aside. */
async function locksHeld(sql: string): Promise<Record<string, string>> {
	await client.query('BEGIN');
	try {
		await client.query(sql);
		const { rows } = await client.query(
			"SELECT relation::int AS oid, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'",
		);
		return strongest(
			rows.flatMap(({ oid, mode }): [string, string][] => {
				const relation = relations.get(Number(oid));
				return relation ? [[relation, spell(String(mode))]] : [];
			}),
		);
	} finally {
		await client.query('ROLLBACK');
	}
}

function strongest(locks: readonly (readonly [string, string])[]): Record<string, string> {
	const order: readonly string[] = lockModes;
	const strength = (mode: string) => order.indexOf(mode);
	const found: Record<string, string> = {};
	for (const [relation, mode] of locks)
		if (mode !== 'ACCESS SHARE' && strength(mode) > strength(found[relation] ?? 'ACCESS SHARE')) found[relation] = mode;
	return found;
}

function spell(mode: string): string {
	return mode
		.replace(/Lock$/, '')
		.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
		.toUpperCase();
}

function locksTold(sql: string): Record<string, string> {
	return strongest(lintSql({ steps: [sql] }).locks.map(({ relation, mode }) => [relation, mode]));
}

describe('the locks that are told are the locks that PostgreSQL takes', () => {
	it.each([
		"INSERT INTO article (id, title) VALUES (1, 'a')",
		"INSERT INTO author VALUES (1, 'a') ON CONFLICT DO NOTHING",
		'UPDATE article SET title = NULL WHERE false',
		'DELETE FROM article WHERE false',
		'MERGE INTO orphan USING parent ON orphan.id = parent.id WHEN NOT MATCHED THEN INSERT VALUES (1)',
		'WITH gone AS (DELETE FROM orphan RETURNING id) INSERT INTO child SELECT id FROM gone',
		'TRUNCATE orphan, child',
		'SELECT * FROM article FOR UPDATE',
		'SELECT * FROM article a, author b FOR SHARE OF b',
		'LOCK TABLE article IN SHARE MODE',
		'LOCK TABLE article IN EXCLUSIVE MODE',
		"SELECT nextval('numbers'), setval('article_id_seq'::regclass, 3)",
		"SELECT nextval('public.numbers')",
		'DO $$ BEGIN UPDATE orphan SET id = 1; PERFORM 1 FROM author FOR UPDATE; END $$',
		"DO $$ BEGIN EXECUTE 'DELETE FROM orphan'; END $$",
		'ALTER TABLE article ADD COLUMN a text',
		'ALTER TABLE article ADD COLUMN a integer REFERENCES author',
		'ALTER TABLE article ADD COLUMN a integer GENERATED ALWAYS AS (1) STORED',
		'ALTER TABLE article ADD COLUMN a serial',
		'ALTER TABLE article DROP COLUMN mood',
		'ALTER TABLE author ALTER name TYPE text',
		"ALTER TABLE article ALTER title SET DEFAULT 'a'",
		'ALTER TABLE article ALTER title DROP DEFAULT',
		'ALTER TABLE orphan ALTER id DROP NOT NULL',
		'ALTER TABLE article ALTER title SET NOT NULL',
		'ALTER TABLE article ALTER title SET STATISTICS 9',
		'ALTER TABLE article ALTER title SET STORAGE main',
		'ALTER TABLE article ALTER title SET (n_distinct = 3)',
		'ALTER TABLE article ALTER title SET COMPRESSION pglz',
		"ALTER TABLE article ADD CHECK (title <> '')",
		"ALTER TABLE article ADD CONSTRAINT c CHECK (title <> '') NOT VALID",
		'ALTER TABLE article ADD FOREIGN KEY (words) REFERENCES author',
		'ALTER TABLE article ADD FOREIGN KEY (words) REFERENCES author NOT VALID',
		'ALTER TABLE article ADD UNIQUE (title)',
		'ALTER TABLE orphan ADD PRIMARY KEY (id)',
		'ALTER TABLE orphan ADD EXCLUDE USING btree (id WITH =)',
		'ALTER TABLE article VALIDATE CONSTRAINT words_some',
		'ALTER TABLE article ALTER CONSTRAINT article_author DEFERRABLE',
		'ALTER TABLE article DROP CONSTRAINT words_some',
		'ALTER TABLE article DISABLE TRIGGER bumped',
		'ALTER TABLE article ENABLE ALWAYS TRIGGER bumped',
		'ALTER TABLE article DISABLE TRIGGER ALL',
		'ALTER TABLE author DISABLE RULE ruled',
		'ALTER TABLE article ENABLE ROW LEVEL SECURITY',
		'ALTER TABLE article CLUSTER ON article_title',
		'ALTER TABLE article SET WITHOUT CLUSTER',
		'ALTER TABLE article SET (fillfactor = 50)',
		'ALTER TABLE article SET (autovacuum_enabled = false, toast.autovacuum_enabled = false)',
		'ALTER TABLE article RESET (fillfactor)',
		'ALTER TABLE article SET (user_catalog_table = true)',
		'ALTER TABLE orphan SET UNLOGGED',
		'ALTER TABLE orphan SET ACCESS METHOD heap',
		'ALTER TABLE orphan SET TABLESPACE pg_default',
		'ALTER TABLE article REPLICA IDENTITY FULL',
		'ALTER TABLE orphan OWNER TO reader',
		'ALTER TABLE orphan INHERIT parent',
		'ALTER TABLE child NO INHERIT parent',
		"ALTER TABLE whole ATTACH PARTITION other_part FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
		'ALTER TABLE whole DETACH PARTITION part',
		'ALTER TABLE article ALTER title SET STATISTICS 9, DISABLE TRIGGER bumped',
		'ALTER TABLE article RENAME TO text',
		'ALTER TABLE article RENAME title TO name',
		'ALTER TABLE article RENAME CONSTRAINT words_some TO words_many',
		'ALTER TRIGGER bumped ON article RENAME TO bump',
		'ALTER INDEX article_title RENAME TO title_article',
		'ALTER INDEX article_title SET (fillfactor = 50)',
		'ALTER TABLE orphan SET SCHEMA store',
		'ALTER SEQUENCE numbers RESTART',
		'ALTER SEQUENCE numbers OWNER TO reader',
		'ALTER VIEW titles RENAME TO names',
		'ALTER VIEW titles ALTER title SET DEFAULT 1',
		'ALTER MATERIALIZED VIEW counted RENAME TO c',
		'CREATE TABLE note (id integer PRIMARY KEY, article integer REFERENCES article)',
		'CREATE TABLE copy (LIKE article)',
		'CREATE TABLE second () INHERITS (parent)',
		"CREATE TABLE later PARTITION OF whole FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')",
		'CREATE TABLE copy AS SELECT * FROM article',
		'SELECT * INTO copy FROM article',
		'CREATE VIEW names AS SELECT name FROM author',
		'CREATE OR REPLACE VIEW titles AS SELECT title, id FROM article',
		'CREATE INDEX i ON article (words)',
		'CREATE UNIQUE INDEX i ON orphan (id)',
		'CREATE STATISTICS st ON title, words FROM article',
		'CREATE TRIGGER t AFTER INSERT ON article FOR EACH ROW EXECUTE FUNCTION bump()',
		'CREATE CONSTRAINT TRIGGER t AFTER INSERT ON article FROM author FOR EACH ROW EXECUTE FUNCTION bump()',
		'CREATE RULE r AS ON INSERT TO orphan DO ALSO DELETE FROM child',
		'CREATE POLICY p ON article USING (true)',
		'ALTER POLICY mine ON author USING (false)',
		'ALTER POLICY mine ON author RENAME TO ours',
		'CREATE SEQUENCE more OWNED BY article.words',
		'DROP TABLE orphan',
		'DROP VIEW titles',
		'DROP MATERIALIZED VIEW counted',
		'DROP SEQUENCE numbers',
		'DROP TRIGGER bumped ON article',
		'DROP RULE ruled ON author',
		'DROP POLICY mine ON author',
		"COMMENT ON TABLE article IS 'a'",
		"COMMENT ON COLUMN article.title IS 'a'",
		"COMMENT ON VIEW titles IS 'a'",
		"COMMENT ON CONSTRAINT words_some ON article IS 'a'",
		"COMMENT ON TRIGGER bumped ON article IS 'a'",
		"COMMENT ON RULE ruled ON author IS 'a'",
		"COMMENT ON POLICY mine ON author IS 'a'",
		"COMMENT ON INDEX article_title IS 'a'",
		'GRANT SELECT ON article TO reader',
		'REFRESH MATERIALIZED VIEW counted',
		'REFRESH MATERIALIZED VIEW CONCURRENTLY counted',
		'CREATE PUBLICATION p FOR TABLE article, author',
		'ALTER PUBLICATION news ADD TABLE orphan',
		"ALTER TYPE mood ADD VALUE 'so'",
		'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM orphan $$',
		'CREATE FUNCTION f() RETURNS void LANGUAGE sql BEGIN ATOMIC DELETE FROM orphan; END',
		'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM orphan; END $$',
		'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM orphan $$; SELECT f()',
		'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM orphan; END $$; SELECT f()',
		'CREATE PROCEDURE f() LANGUAGE plpgsql AS $$ BEGIN UPDATE child SET id = 1; END $$; CALL f()',
		'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM child; RETURN NEW; END $$; CREATE TRIGGER t BEFORE INSERT ON orphan FOR EACH ROW EXECUTE FUNCTION f(); INSERT INTO orphan VALUES (1)',
		'EXPLAIN UPDATE orphan SET id = 1',
		'CLUSTER article USING article_title',
	])('%s', async (sql) => {
		expect(locksTold(sql)).toEqual(await locksHeld(sql));
	});
});

describe('where the database locks more than the SQL shows, that is told as not examined', () => {
	it.each([
		['DROP INDEX article_title', 'which table the index public.article_title belongs to'],
		['ALTER TABLE article DROP COLUMN words', 'what else goes with words of public.article'],
		['DROP TABLE article CASCADE', 'which tables public.article refers to'],
		['ALTER TABLE article DROP CONSTRAINT article_author', 'whether article_author of public.article is a foreign key'],
		[
			'ALTER TABLE article VALIDATE CONSTRAINT article_writer',
			'whether article_writer of public.article is a foreign key',
		],
		['TRUNCATE author CASCADE', 'what CASCADE takes along'],
		[
			"INSERT INTO article (title) VALUES ('a')",
			'what triggers, rules, defaults and foreign keys of public.article do',
		],
	])('%s', async (sql, told) => {
		const held = await locksHeld(sql);
		const unseen = Object.entries(held).filter(([relation, mode]) => locksTold(sql)[relation] !== mode);
		expect(unseen.length).toBeGreaterThan(0);
		expect(lintSql({ steps: [sql] }).not_examined.map(({ what }) => what)).toContainEqual(
			expect.stringContaining(told),
		);
	});
});
