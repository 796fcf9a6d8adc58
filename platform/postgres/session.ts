/**
 * The one thing every query function needs: something that runs a statement on one connection.
 * A `pg` client satisfies it, and so does the raw client underneath a Knex connection.
 */
export interface Session {
	query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>;
}
