import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endServer, listServerProcesses } from '../../../platform/postgres/clone/end-server.ts';
import { isOutboundIsolated } from '../../../platform/postgres/clone/isolate-network.ts';
import {
	type ClusterOrder,
	type LocalCluster,
	withLocalCluster,
} from '../../../platform/postgres/clone/local-cluster.ts';
import { sweepOrphanedClusters } from '../../../platform/postgres/clone/sweep-orphaned-clusters.ts';
import { tearDownCluster } from '../../../platform/postgres/clone/tear-down-cluster.ts';
import { parseConnectionUrl } from '../../../platform/postgres/connection-target.ts';
import { findPrograms, type PgPrograms } from '../../../platform/postgres/programs/find-programs.ts';
import { withPassFile } from '../../../platform/postgres/programs/with-pass-file.ts';
import { withClient } from '../../../platform/postgres/with-client.ts';

const locale = {
	encoding: 'UTF8',
	provider: 'libc',
	lc_collate: 'C.UTF-8',
	lc_ctype: 'C.UTF-8',
	locale: null,
	icu_rules: null,
	lc_monetary: 'C',
	lc_numeric: 'C',
	lc_time: 'C',
} as const;
const owner = { installationId: 'installation', runId: 'run' };
const gone = { process_gone: true, socket_gone: true, folder_gone: true };

let programs: PgPrograms;
/** A root of this file's own: what others left in /var/tmp is none of its business. */
let root: string;

beforeAll(async () => {
	programs = await findPrograms();
	root = await mkdtemp('/var/tmp/cutter-roots-');
	await chmod(root, 0o755);
});
afterAll(async () => {
	for (const name of await readdir(root)) await endServer(join(root, name), null);
	await rm(root, { recursive: true });
});

const withCluster = <Result>(work: (cluster: LocalCluster) => Promise<Result>, order: Partial<ClusterOrder> = {}) =>
	withLocalCluster({ programs, owner, locale, root, ...order }, work);
const query = (target: LocalCluster['target'], text: string) =>
	withClient(target, 'test', async (client) => (await client.query(text)).rows);

/** A process that holds a cluster, and the cluster's folder. */
async function startHolder(keep: 'keep' | 'lose'): Promise<{ holder: ChildProcess; folder: string }> {
	const script = fileURLToPath(new URL('./hold-cluster.ts', import.meta.url));
	const holder = spawn(process.execPath, ['--no-warnings', script, root, keep, String(programs.folder)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const [chunk] = await once(holder.stdout, 'data');
	return { holder, folder: String(chunk).trim() };
}

async function kill(holder: ChildProcess): Promise<void> {
	holder.kill('SIGKILL');
	await once(holder, 'exit');
}

describe('a local cluster', { timeout: 60_000 }, () => {
	it('is private, answers on its socket only, and is proven gone afterwards', async () => {
		const { value, teardown } = await withCluster(async ({ target, folder, version_num }) => {
			expect(folder).toMatch(new RegExp(`^${root}/dot-iu-cutter-[A-Za-z0-9]{6}$`));
			expect((await stat(folder)).mode & 0o777).toBe(0o700);
			expect(await readdir(folder)).not.toContain('initial-password');
			expect(existsSync(join(folder, 'url'))).toBe(false);
			const [settings] = await query(
				target,
				`SELECT current_setting('listen_addresses') AS listen, current_setting('fsync') AS fsync, current_setting('password_encryption') AS hash,
					current_setting('shared_preload_libraries') AS preload, current_setting('archive_mode') AS archive,
					pg_encoding_to_char(encoding) AS encoding, datcollate AS lc_collate FROM pg_database WHERE datname = 'template1'`,
			);
			expect(settings).toEqual({
				listen: '',
				fsync: 'off',
				hash: 'scram-sha-256',
				preload: '',
				archive: 'off',
				encoding: 'UTF8',
				lc_collate: 'C.UTF-8',
			});
			expect(Math.floor(version_num / 10_000)).toBe(programs.postgres?.major);
			await expect(query({ ...target, password: 'guessed' }, 'SELECT 1')).rejects.toThrow(
				/password authentication failed/,
			);
			await expect(query({ ...target, password: '' }, 'SELECT 1')).rejects.toThrow();
			return {
				folder,
				socket: existsSync(join(folder, '.s.PGSQL.5432')),
				processes: listServerProcesses(folder)?.length,
			};
		});
		expect(value.socket).toBe(true);
		expect(value.processes).toBeGreaterThan(3);
		expect(teardown).toEqual(gone);
		expect([existsSync(value.folder), listServerProcesses(value.folder)]).toEqual([false, []]);
	});

	it('is removed when the work fails, and its error is the one that is seen', async () => {
		let folder = '';
		const failure = new Error('the rehearsal failed');
		await expect(
			withCluster(async (cluster) => {
				folder = cluster.folder;
				throw failure;
			}),
		).rejects.toBe(failure);
		expect([existsSync(folder), listServerProcesses(folder)]).toEqual([false, []]);
	});

	it('is removed even when its server hangs', async () => {
		const { teardown } = await withCluster(async ({ folder }) => {
			for (const pid of listServerProcesses(folder) ?? []) process.kill(pid, 'SIGSTOP');
		});
		expect(teardown).toEqual(gone);
	});

	it('leaves nothing when its server does not start, and says why', async () => {
		const before = await readdir(root);
		await expect(withCluster(async () => undefined, { settings: { max_connections: 'many' } })).rejects.toMatchObject({
			code: 'GATE_NOT_MET',
			message: expect.stringContaining('max_connections'),
		});
		await expect(
			withCluster(async () => undefined, { locale: { ...locale, lc_collate: 'xx_XX.UTF-8' } }),
		).rejects.toMatchObject({
			code: 'GATE_NOT_MET',
			message: expect.stringContaining('lacks a locale of production (xx_XX.UTF-8'),
		});
		expect(await readdir(root)).toEqual(before);
	});

	it('refuses a root whose socket path would be too long, and programs that are missing', async () => {
		const long = join(root, 'x'.repeat(80));
		await mkdir(long);
		await expect(withCluster(async () => undefined, { root: long })).rejects.toMatchObject({
			code: 'INVALID_INPUT',
			message: expect.stringContaining('107'),
		});
		await rm(long, { recursive: true });
		const before = await readdir(root);
		const without = { ...programs, initdb: null, remedies: { initdb: 'initdb was not found: install it.' } };
		await expect(withCluster(async () => undefined, { programs: without })).rejects.toMatchObject({
			message: 'initdb was not found: install it.',
		});
		expect(await readdir(root)).toEqual(before);
	});

	it('tells truly whether it sees a network', async () => {
		await withCluster(async ({ target, folder, outbound_isolated }) => {
			const server = Number((await readFile(join(folder, 'data/postmaster.pid'), 'utf8')).split('\n')[0]);
			const [own, its] = await Promise.all([readlink('/proc/self/ns/net'), readlink(`/proc/${server}/ns/net`)]);
			expect(outbound_isolated).toBe(own !== its);
			const [devices] = await query(target, "SELECT pg_read_file('/proc/self/net/dev') AS text");
			const names = String(devices?.text)
				.split('\n')
				.slice(2)
				.map((line) => line.split(':')[0]?.trim())
				.filter(Boolean);
			if (outbound_isolated) expect(names).toEqual(['lo']);
		});
		expect(await isOutboundIsolated(process.pid)).toBe(false);
	});

	it('connects to itself, not to a neighbour, when its functions name no server', async () => {
		await withCluster(async ({ target, folder }) => {
			await query(target, 'CREATE EXTENSION dblink');
			const login = `user=${target.user} password=${target.password} dbname=postgres`;
			const [{ place } = {}] = await query(
				target,
				`SELECT place FROM dblink('${login}', $$SELECT current_setting('unix_socket_directories')$$) AS t(place text)`,
			);
			expect(place).toBe(folder);
		});
	});

	it('runs as an account that owns nothing else', async ({ skip }) => {
		skip(process.getuid?.() !== 0, 'only root can lend accounts');
		const accounts = await Promise.all([0, 1].map(() => withCluster(async ({ folder }) => (await stat(folder)).uid)));
		const names = await readFile('/etc/passwd', 'utf8');
		for (const { value: uid } of accounts) expect(names).not.toContain(`:${uid}:`);
		expect(new Set(accounts.map(({ value }) => value)).size).toBe(2);
	});

	it('is kept on request, with its address, and is removed when it is no longer wanted', async () => {
		const { value: folder, teardown } = await withCluster(async (cluster) => cluster.folder, { keep: true });
		expect(teardown).toBeNull();
		const file = join(folder, 'url');
		expect((await stat(file)).mode & 0o777).toBe(0o600);
		expect(await query(parseConnectionUrl((await readFile(file, 'utf8')).trim()), 'SELECT 1 AS one')).toEqual([
			{ one: 1 },
		]);
		expect(await tearDownCluster(folder, null)).toEqual(gone);
	});
});

describe('the sweep', { timeout: 60_000 }, () => {
	it('removes the cluster of a killed owner, and lets that of a living one and a kept one be', async () => {
		const [lost, kept, living] = await Promise.all([startHolder('lose'), startHolder('keep'), startHolder('lose')]);
		await Promise.all([kill(lost.holder), kill(kept.holder)]);
		const server = listServerProcesses(lost.folder);
		expect(server?.length).toBeGreaterThan(3);
		const { removed, left } = await sweepOrphanedClusters({ root });
		expect(removed.map(({ folder, lease }) => [folder, lease.run_id])).toEqual([[lost.folder, 'run']]);
		expect([existsSync(lost.folder), listServerProcesses(lost.folder)]).toEqual([false, []]);
		expect(left).toEqual(
			expect.arrayContaining([
				{ folder: kept.folder, reason: 'somebody asked to keep it' },
				{ folder: living.folder, reason: `its owner, process ${living.holder.pid}, lives` },
			]),
		);
		expect(listServerProcesses(kept.folder)?.length).toBeGreaterThan(3);
		await kill(living.holder);
		expect((await sweepOrphanedClusters({ root })).removed.map(({ folder }) => folder)).toEqual([living.folder]);
		await tearDownCluster(kept.folder, null);
	});

	it('removes a cluster whose process number now belongs to another process', async () => {
		const { holder, folder } = await startHolder('lose');
		await kill(holder);
		await rewriteLease(folder, { owner_pid: process.pid });
		expect((await sweepOrphanedClusters({ root })).removed.map((each) => each.folder)).toEqual([folder]);
	});

	it('leaves what it cannot see or does not own, and says why', async () => {
		const made = async (name: string, lease?: object) => {
			const folder = join(root, `dot-iu-cutter-${name}`);
			await mkdir(folder);
			if (lease) await writeFile(join(folder, 'lease.json'), JSON.stringify(lease));
			return folder;
		};
		const lease = {
			format: 'local-cluster-lease-v1',
			owner_pid: 4_000_000,
			owner_started: 'never',
			pid_namespace: await readlink('/proc/self/ns/pid'),
			installation_id: 'i',
			run_id: 'r',
			keep: false,
			created_at: new Date().toISOString(),
		};
		const bare = await made('AAAAAA');
		const broken = await made('BBBBBB', { ...lease, owner_pid: 'x' });
		const elsewhere = await made('CCCCCC', { ...lease, pid_namespace: 'pid:[1]' });
		const elsewhereOld = await made('DDDDDD', {
			...lease,
			pid_namespace: 'pid:[1]',
			created_at: '2020-01-01T00:00:00Z',
		});
		const dead = await made('EEEEEE', lease);
		await symlink(elsewhere, join(root, 'dot-iu-cutter-FFFFFF'));
		await made('not-a-cluster', lease);
		const { removed, left } = await sweepOrphanedClusters({ root });
		expect(removed.map(({ folder }) => folder).sort()).toEqual([elsewhereOld, dead].sort());
		expect(Object.fromEntries(left.map(({ folder, reason }) => [folder, reason]))).toMatchObject({
			[bare]: 'it has no lease that can be read',
			[broken]: 'it has no lease that can be read',
			[elsewhere]: 'its owner cannot be seen from here, and it may be starting',
			[join(root, 'dot-iu-cutter-FFFFFF')]: 'it is not a folder of ours',
		});
		expect(existsSync(join(root, 'dot-iu-cutter-not-a-cluster'))).toBe(true);
	});

	it('leaves a cluster that answers although its owner cannot be seen', async () => {
		await withCluster(async ({ folder }) => {
			await rewriteLease(folder, { pid_namespace: 'pid:[1]', created_at: '2020-01-01T00:00:00Z' });
			const { left } = await sweepOrphanedClusters({ root });
			expect(left).toContainEqual({ folder, reason: 'its owner cannot be seen from here, and its server answers' });
		});
	});

	it('removes password files of killed processes, and those alone', async () => {
		const orphan = join(root, 'dot-iu-cutter-pass-4000000-never-AAAAAA');
		await mkdir(orphan);
		await withPassFile(
			'secret',
			async (file) => {
				await sweepOrphanedClusters({ root });
				expect([existsSync(orphan), existsSync(file)]).toEqual([false, true]);
				expect((await stat(file)).mode & 0o777).toBe(0o600);
				expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700);
				expect(await readFile(file, 'utf8')).toBe('*:*:*:*:secret\n');
			},
			root,
		);
		expect((await readdir(root)).filter((name) => name.includes('pass'))).toEqual([]);
	});
});

async function rewriteLease(folder: string, change: object): Promise<void> {
	const file = join(folder, 'lease.json');
	await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...change }));
}
