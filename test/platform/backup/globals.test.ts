import { chownSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGlobals } from '../../../platform/postgres/backup/read-globals.ts';
import { renderGlobals } from '../../../platform/postgres/backup/render-globals.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';

let source: TestCluster;
let target: TestCluster;
let client: pg.Client;
beforeAll(async () => {
	[source, target] = await Promise.all([startTestCluster(), startTestCluster()]);
	client = await source.connect(await source.createDatabase('subject'));
	await client.query(`
		CREATE ROLE "Owner of it" NOLOGIN;
		CREATE ROLE migrator LOGIN CREATEDB CONNECTION LIMIT 7 VALID UNTIL '2099-01-01 00:00:00+00' PASSWORD 'hash-canary';
		CREATE ROLE "we ""ird; role" NOLOGIN NOINHERIT BYPASSRLS REPLICATION CREATEROLE;
		CREATE ROLE forever VALID UNTIL 'infinity';
		GRANT "Owner of it" TO migrator WITH ADMIN OPTION;
		GRANT pg_read_all_data, forever TO "we ""ird; role";
		ALTER ROLE migrator SET search_path = "$user", public, 'a "b", c';
		ALTER ROLE migrator IN DATABASE subject SET work_mem = '8MB';
		ALTER ROLE ALL SET lock_timeout = '61s';
		ALTER DATABASE subject SET "app.motto" = 'it''s = \\ "here", and there';
		ALTER DATABASE subject SET search_path = '';
		ALTER DATABASE subject OWNER TO "Owner of it";
		ALTER DATABASE subject CONNECTION LIMIT 42;
		REVOKE TEMPORARY ON DATABASE subject FROM PUBLIC;
		GRANT CREATE ON DATABASE subject TO migrator WITH GRANT OPTION;
		GRANT SET, ALTER SYSTEM ON PARAMETER log_min_duration_statement TO migrator;
		GRANT SET ON PARAMETER "app.motto" TO PUBLIC;
		COMMENT ON DATABASE subject IS 'what it''s for';`);
	await makeTablespace(source);
});
afterAll(async () => {
	await source.stop();
	await target.stop();
});

/** A folder that the server's own account has, empty. */
async function makeFolder({ host }: TestCluster): Promise<string> {
	const folder = join(host, 'space');
	const { uid, gid } = statSync(host);
	await mkdir(folder, { mode: 0o700 });
	chownSync(folder, uid, gid);
	return folder;
}

async function makeTablespace(cluster: TestCluster): Promise<void> {
	const folder = await makeFolder(cluster);
	await client.query(`CREATE TABLESPACE "fast disk" OWNER migrator LOCATION '${folder}' WITH (random_page_cost = 1.1)`);
	await client.query('GRANT CREATE ON TABLESPACE "fast disk" TO forever');
}

describe('what pg_dump leaves out', () => {
	it('is read without any password', async () => {
		const globals = await readGlobals(client);
		expect(globals.roles.map(({ name }) => name)).toEqual([
			'Owner of it',
			'forever',
			'migrator',
			'postgres',
			'we "ird; role',
		]);
		expect(globals.tablespaces).toMatchObject([
			{ name: 'fast disk', owner: 'migrator', location: join(source.host, 'space'), options: ['random_page_cost=1.1'] },
		]);
		expect(globals.parameters.map(({ name }) => name)).toEqual(['app.motto', 'log_min_duration_statement']);
		expect(globals.database).toMatchObject({
			name: 'subject',
			owner: 'Owner of it',
			connection_limit: 42,
			comment: "what it's for",
			locale: { encoding: 'UTF8' },
		});
		expect(JSON.stringify(globals)).not.toMatch(/SCRAM|canary/);
	});

	it('is complete: its script makes the same of another server', async () => {
		const globals = await readGlobals(client);
		const script = await renderGlobals(client, globals);
		expect(script).not.toMatch(/SCRAM|canary/);
		const folder = await makeFolder(target);
		const other = await target.connect(await target.createDatabase('subject'));
		for (const statement of script.replaceAll(join(source.host, 'space'), folder).split(/;\n/)) {
			await other.query(statement).catch((error: unknown) => {
				if (!String(error).includes('role "postgres" already exists')) throw new Error(`${statement}: ${error}`);
			});
		}
		const made = await readGlobals(await target.connect('subject'));
		expect(made).toEqual({
			...globals,
			tablespaces: globals.tablespaces.map((tablespace) => ({ ...tablespace, location: folder })),
		});
	});

	it('is open to every role', async () => {
		await client.query('SET ROLE "Owner of it"');
		const globals = await readGlobals(client);
		await client.query('RESET ROLE');
		expect(globals).toEqual(await readGlobals(client));
	});
});
