import type pg from 'pg';

/** One statement by the extended protocol, which takes one only: nothing can hide behind a semicolon. */
export async function executeStatement(client: pg.ClientBase, text: string): Promise<void> {
	// The typings lack queryMode, which pg has had since 8.12.
	const query: pg.QueryConfig & { queryMode: 'extended' } = { text, queryMode: 'extended' };
	await client.query(query);
}
