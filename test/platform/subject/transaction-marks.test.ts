import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgingSettings } from '../../../core/migration/judging-settings.ts';
import { readTransactionMarks, setMigrationBounds } from '../../../platform/postgres/subject/migration-settings.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';

/** Another value than a migration runs with, for each setting that a transaction under way can change. */
const other: Readonly<Record<string, string>> = {
	session_replication_role: 'replica',
	lock_timeout: '0',
	statement_timeout: '0',
	idle_in_transaction_session_timeout: '0',
	search_path: 'pg_temp',
	row_security: 'off',
	check_function_bodies: 'off',
	default_transaction_read_only: 'on',
	default_transaction_isolation: 'serializable',
	default_transaction_deferrable: 'on',
	transaction_read_only: 'on',
	client_encoding: 'LATIN1',
	standard_conforming_strings: 'off',
	synchronous_commit: 'local',
	allow_system_table_mods: 'on',
};
/** PostgreSQL refuses these itself, or does not have them yet (`transaction_timeout`: 17). */
const fixed = ['transaction_isolation', 'transaction_deferrable', 'transaction_timeout'];

let cluster: TestCluster;
let client: pg.Client;
beforeAll(async () => {
	cluster = await startTestCluster();
	client = await cluster.connect('postgres');
	await client.query('CREATE ROLE another');
});
afterAll(() => cluster?.stop());

/** The marks of a migration's transaction before and after SQL that no lint can read: it is put together at run time. */
async function marksAround(sql: string): Promise<[string, string]> {
	await client.query('BEGIN');
	try {
		await setMigrationBounds(client, { lock_timeout_ms: 500, statement_timeout_ms: 60_000 });
		const before = await readTransactionMarks(client);
		const parts = sql.split(' ').map((part) => `'${part.replaceAll("'", "''")}'`);
		await client.query(`DO $$ BEGIN EXECUTE concat_ws(' ', ${parts.join(', ')}); END $$`);
		return [before, await readTransactionMarks(client)];
	} finally {
		await client.query('ROLLBACK');
	}
}

it('every setting of the list is tried', () => {
	expect([...Object.keys(other), ...fixed].sort()).toEqual([...judgingSettings].sort());
});

describe('SQL made at run time cannot change its own judge unseen', () => {
	it.each(Object.entries(other).flatMap(([name, value]) => ['SET LOCAL', 'SET'].map((verb) => [verb, name, value])))(
		'%s %s = %s',
		async (verb, name, value) => {
			const [before, after] = await marksAround(`${verb} ${name} = '${value}'`);
			expect(after).not.toBe(before);
		},
	);

	it.each(['SET LOCAL ROLE another', 'SET SESSION AUTHORIZATION another'])('%s', async (sql) => {
		const [before, after] = await marksAround(sql);
		expect(after).not.toBe(before);
	});

	it.each(["SET LOCAL work_mem = '8MB'", 'SELECT 1'])('what judges nothing leaves the marks alone: %s', async (sql) => {
		const [before, after] = await marksAround(sql);
		expect(after).toBe(before);
	});
});
