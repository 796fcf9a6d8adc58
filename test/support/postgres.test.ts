import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCluster, type TestCluster } from './postgres.ts';
import { isAlive } from './sweep-test-clusters.ts';

let cluster: TestCluster;
let stopped = false;

beforeAll(async () => {
	cluster = await startTestCluster();
});

afterAll(async () => {
	if (!stopped) await cluster.stop();
});

it('gives a database that pg and libpq reach by the same address', async () => {
	const url = await cluster.createDatabase('of tests');
	const client = await cluster.connect(url);
	const { rows } = await client.query('SELECT current_database() AS name');
	expect(rows).toEqual([{ name: 'of tests' }]);
	const said = execFileSync(`${cluster.binDir}/psql`, ['-X', '-At', '-c', 'SELECT current_database()', url]);
	expect(said.toString()).toBe('of tests\n');
});

it('copies a template', async () => {
	const template = await cluster.connect(await cluster.createDatabase('template_a'));
	await template.query('CREATE TABLE t (a int)');
	await template.end();
	const copy = await cluster.connect(await cluster.createDatabase('copy_a', { template: 'template_a' }));
	await expect(copy.query('SELECT * FROM t')).resolves.toMatchObject({ rowCount: 0 });
});

it('keeps strangers out', () => {
	expect(statSync(cluster.host).mode & 0o777).toBe(0o700);
	const withoutPassword = { env: { PATH: '/usr/bin:/bin' }, stdio: 'pipe' as const };
	const args = ['-X', '-w', '-h', cluster.host, '-U', cluster.superuser, '-c', 'SELECT 1', 'postgres'];
	expect(() => execFileSync(`${cluster.binDir}/psql`, args, withoutPassword)).toThrow(/password/);
});

it('leaves nothing behind', async () => {
	const pid = Number(readFileSync(`${cluster.host}/data/postmaster.pid`, 'utf8').split('\n')[0]);
	await cluster.stop();
	stopped = true;
	expect(isAlive(pid)).toBe(false);
	expect(existsSync(cluster.host)).toBe(false);
});
