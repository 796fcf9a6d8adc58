import type pg from 'pg';

export interface LargeDatabase {
	/** Tables of some ten megabytes each. */
	readonly large: number;
	readonly small: number;
}

/** Rows like a content platform's: keys, texts that compress to about a fifth, times, JSON. About 300 bytes each. */
const row = `n AS id, md5((n % 1000)::text) || repeat('the quick brown fox jumps over the lazy dog ', 3) || n AS body,
	now() - n * interval '1 second' AS updated_at, jsonb_build_object('key', n, 'state', n % 7, 'tag', md5((n % 50)::text)) AS extra`;
const rowsOfLarge = 100_000;

/** Fills a database with tables of two sizes, each with a primary key, and analyses them. */
export async function fillLargeDatabase(client: pg.Client, { large, small }: LargeDatabase): Promise<number> {
	for (let number = 0; number < large; number++) await fill(client, `large_${number}`, rowsOfLarge);
	for (let number = 0; number < small; number++) await fill(client, `small_${number}`, 1 + (number % 300));
	await client.query('VACUUM ANALYZE');
	const { rows } = await client.query('SELECT pg_database_size(current_database())::float8 AS bytes');
	return Number(rows[0]?.bytes) / 1e6;
}

async function fill(client: pg.Client, name: string, rows: number): Promise<void> {
	await client.query(`CREATE TABLE ${name} AS SELECT ${row} FROM generate_series(1, ${rows}) n`);
	await client.query(`ALTER TABLE ${name} ADD PRIMARY KEY (id)`);
}
