import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	createCluster,
	databaseUrl,
	type Login,
	type RunningCluster,
	startCluster,
} from '../../scripts/demo/cluster.ts';
import { removeClusterFolder } from '../../scripts/demo/cluster-folder.ts';
import { createDirectusDatabase, DATABASE } from '../../scripts/demo/directus-database.ts';
import { randomSecret } from '../../scripts/demo/random-secret.ts';

describe('the database that Directus is given', () => {
	const roles = {
		directus: { role: 'directus', password: randomSecret() },
		migrator: { role: 'cutter_migrator', password: randomSecret() },
		verifier: { role: 'cutter_verifier', password: randomSecret() },
	};
	let folder = '';
	let server: RunningCluster;

	beforeAll(async () => {
		const cluster = await createCluster({ pointer: null, durable: false });
		folder = cluster.folder;
		server = await startCluster(cluster);
		await createDirectusDatabase(server, roles);
	});

	afterAll(() => removeClusterFolder(folder));

	async function ask(login: Login, query: string): Promise<unknown> {
		const client = new pg.Client({ connectionString: databaseUrl(server, login, DATABASE) });
		await client.connect();
		try {
			return (await client.query({ text: query, rowMode: 'array' })).rows;
		} finally {
			await client.end();
		}
	}

	test('speaks UTF8 in C.UTF-8', async () => {
		const query = `SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()`;
		expect(await ask(roles.directus, query)).toEqual([['UTF8', 'C.UTF-8']]);
	});

	test('lets nobody in without the right password', async () => {
		await expect(ask({ role: 'directus', password: 'wrong' }, 'SELECT 1')).rejects.toThrow(
			'password authentication failed',
		);
	});

	test('belongs to Directus, which is no superuser', async () => {
		const query = `SELECT r.rolname, r.rolsuper FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE d.datname = current_database()`;
		expect(await ask(roles.directus, query)).toEqual([['directus', false]]);
	});

	test('lets the migration role read, create schemas and act for the owner, and nothing more', async () => {
		await ask(roles.directus, 'CREATE TABLE public.owned (id int)');
		await ask(roles.migrator, 'ALTER TABLE public.owned ADD COLUMN note text');
		await ask(roles.migrator, 'CREATE SCHEMA of_migrator');
		expect(await ask(roles.migrator, 'SELECT count(*)::int FROM public.owned')).toEqual([[0]]);
		await expect(ask(roles.migrator, 'CREATE ROLE another')).rejects.toThrow('permission denied');
		await expect(ask(roles.migrator, 'CREATE DATABASE another')).rejects.toThrow('permission denied');
	});

	test('lets the verifier’s role read everything, and change nothing', async () => {
		await ask(roles.directus, 'CREATE TABLE public.looked_at (id int)');
		expect(await ask(roles.verifier, 'SELECT count(*)::int FROM public.looked_at')).toEqual([[0]]);
		for (const change of [
			'INSERT INTO public.looked_at VALUES (1)',
			'DROP TABLE public.looked_at',
			'CREATE SCHEMA mine',
		])
			await expect(ask(roles.verifier, change)).rejects.toThrow(/permission denied|must be owner/);
	});
});
