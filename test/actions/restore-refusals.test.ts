import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ActionView } from '../../contract/runs.ts';
import { backupTaken } from '../../core/evidence/bodies.ts';
import { recordedArchive } from '../../platform/artifacts/backup-folder.ts';
import type { CutterEnv } from '../../platform/env.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { startTestCluster, type TestCluster } from '../support/postgres.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../support/write-plan.ts';

/** Large enough that a disk can be filled by it. */
const rows = 200_000;

let lab: Lab;
let run: string;
let provided: TestCluster;
/** Where clones of this file are made: what others left in /var/tmp is none of its business. */
let root: string;
let folders: string[];

beforeAll(async () => {
	lab = await openLab({
		plansDir: await writePlans([
			{ plan: tinyPlan, files: tinyFiles },
			{ plan: { ...tinyPlan, id: 'bare' }, files: tinyFiles },
		]),
		subject: `${tinySubject} CREATE TABLE public.bulk AS SELECT n, repeat(md5(n::text), 5) AS text FROM generate_series(1, ${rows}) n;`,
	});
	provided = await startTestCluster();
	root = await mkdtemp('/var/tmp/cutter-refused-');
	await chmod(root, 0o755);
	folders = [];
	run = await lab.open('tiny');
	await lab.act(run, 'backup');
}, 120_000);
afterAll(async () => {
	await lab?.close();
	await provided?.stop();
	await rm(root, { recursive: true });
	for (const folder of folders) await rm(folder, { recursive: true });
});

/** After whatever went wrong: no clone, no program, no password, and a run that may try again. */
afterEach(async () => {
	expect(await readdir(root)).toEqual([]);
	const admin = await provided.connect('postgres');
	expect((await admin.query("SELECT datname FROM pg_database WHERE datname LIKE 'cutter%'")).rows).toEqual([]);
	await admin.end();
	expect(await processesOf(lab.site.artifactsDir)).toEqual([]);
	expect((await lab.chain(run)).filter(({ body }) => JSON.stringify(body).includes('canary'))).toEqual([]);
	expect(await lab.position(run)).toMatchObject({ stopped: '' });
});

/** Programs that were given a file of this folder. */
async function processesOf(folder: string): Promise<string[]> {
	const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
	const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
	return lines.filter((line) => line.includes('pg_restore') && line.includes(folder));
}

const testRestore = (env: Partial<CutterEnv> = {}): Promise<ActionView> =>
	lab.act(run, 'restore-test', { site: lab.withEnv({ CLONES_DIR: root, ...env }) });
const remote = (change: (url: string) => string = (url) => url) =>
	change(`postgresql://postgres:${provided.password}@${encodeURIComponent(provided.host)}/postgres`);
const verdicts = async () => (await lab.chain(run)).filter(({ kind }) => kind === 'restore.tested');

/** A folder of PostgreSQL's programs with another pg_restore. */
async function withPgRestore(script: (real: string) => string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'cutter-programs-'));
	folders.push(folder);
	await chmod(folder, 0o755);
	const real = lab.cluster.binDir;
	for (const name of ['pg_dump', 'initdb', 'postgres']) await symlink(`${real}/${name}`, join(folder, name));
	await writeFile(join(folder, 'pg_restore'), `#!/bin/sh\n${script(`${real}/pg_restore`)}\n`);
	await chmod(join(folder, 'pg_restore'), 0o755);
	return folder;
}

describe('a restore test is refused before anything is restored', { timeout: 60_000 }, () => {
	it.each<[string, () => Partial<CutterEnv>, RegExp]>([
		['its server is production', () => ({ RESTORE_URL: lab.site.env.ADMIN_DATABASE_URL }), /it is the same server/],
		[
			'its server takes no such password',
			() => ({ RESTORE_URL: remote((url) => url.replace(/:[^:@]+@/, ':canary@')) }),
			/cannot be used as postgres: password authentication failed/,
		],
		[
			'its server is not there',
			() => ({ RESTORE_URL: 'postgresql://postgres:canary@127.0.0.1:1/postgres' }),
			/cannot be used as postgres: connect ECONNREFUSED/,
		],
		['its folder for clones is not there', () => ({ CLONES_DIR: join(root, 'none') }), /is missing or not writable/],
	])('when %s', async (_, env, reason) => {
		const before = (await verdicts()).length;
		expect(await testRestore(env())).toMatchObject({
			state: 'refused',
			error: { code: 'GATE_NOT_MET', message: expect.stringMatching(reason) },
		});
		expect(await verdicts()).toHaveLength(before);
	});

	it('when the programs are older than the server', async () => {
		const PG_BIN = await withPgRestore(
			(real) => `[ "$1" = --version ] && echo 'pg_restore (PostgreSQL) 14.9' && exit; exec ${real} "$@"`,
		);
		expect(await testRestore({ PG_BIN })).toMatchObject({
			state: 'refused',
			error: { message: expect.stringMatching(/pg_restore at .* is version 14\.9; needed is 15, as pg_dump/) },
		});
	});

	it('when production has an extension that the server cannot install', async () => {
		await lab.dba.query("UPDATE pg_extension SET extversion = '7.7' WHERE extname = 'plpgsql'");
		expect(await testRestore()).toMatchObject({
			state: 'refused',
			error: { message: expect.stringMatching(/plpgsql 7\.7 \(it would install 1\.0\)/) },
		});
		await lab.dba.query("UPDATE pg_extension SET extversion = '1.0' WHERE extname = 'plpgsql'");
	});

	it('when the archive was cut short', async () => {
		const backup = backupTaken.parse((await lab.chain(run)).findLast(({ kind }) => kind === 'backup.taken')?.body);
		const { file } = recordedArchive(lab.site.artifactsDir, run, backup);
		const whole = await readFile(file);
		await writeFile(file, whole.subarray(0, -1));
		expect(await testRestore()).toMatchObject({
			state: 'refused',
			error: { code: 'GATE_NOT_MET', message: expect.stringMatching(/bytes, the record says/) },
		});
		await writeFile(file, whole);
	});

	it('without a backup', async () => {
		const bare = await lab.open('bare');
		expect(await lab.act(bare, 'restore-test')).toMatchObject({
			state: 'refused',
			error: { code: 'WRONG_STATE', message: 'There is no backup to restore: take one first.' },
		});
	});
});

describe('a restore that is broken off proves nothing: it is an error, and the run may try again', {
	timeout: 90_000,
}, () => {
	async function expectBrokenOff(env: Partial<CutterEnv>, rule: string | RegExp): Promise<void> {
		const settled = await testRestore(env);
		expect(settled, settled.error?.message).toMatchObject({
			state: 'done',
			result: { outcome: 'error', message: expect.stringContaining('broken off, so nothing is proven') },
		});
		const verdict = (await verdicts()).at(-1)?.body;
		expect(verdict).toMatchObject({ outcome: 'error', tables_compared: 0 });
		expect(verdict?.['messages']).toContainEqual(
			expect.objectContaining({ verdict: 'broken-off', rule: expect.stringMatching(rule) }),
		);
		expect((await lab.chain(run)).at(-1)?.kind).toBe('clone.removed');
	}
	/** Kills `victim` once rows are being copied. */
	const killing = (victim: string) => (real: string) =>
		`case "$*" in *--section=data*) (sleep 0.2; kill -9 ${victim}) & ;; esac\nexec ${real} "$@"`;

	it('when pg_restore is killed, on a cluster of our own', async () => {
		const PG_BIN = await withPgRestore(killing('$$'));
		await expectBrokenOff({ PG_BIN }, 'ended-by-signal');
	});

	it('when pg_restore is killed, on a server that is provided', async () => {
		const PG_BIN = await withPgRestore(killing('$$'));
		await expectBrokenOff({ PG_BIN, RESTORE_URL: remote() }, 'ended-by-signal');
	});

	it('when the clone’s server dies', async () => {
		const PG_BIN = await withPgRestore(killing(`$(head -1 ${root}/*/data/postmaster.pid)`));
		await expectBrokenOff({ PG_BIN }, 'connection-lost');
	});

	it('when the disk is full', async ({ skip }) => {
		const small = await mkdtemp('/var/tmp/cutter-small-');
		try {
			execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80m,mode=0755', 'tmpfs', small], { stdio: 'ignore' });
		} catch {
			await rm(small, { recursive: true });
			skip('only root can mount a small disk');
		}
		try {
			// Where it is the write-ahead log that finds no room, the server gives up and says nothing.
			await expectBrokenOff({ CLONES_DIR: small }, /^(disk-full|connection-lost)$/);
			expect(await readdir(small)).toEqual([]);
		} finally {
			execFileSync('umount', [small]);
			await rm(small, { recursive: true });
		}
	});
});

describe('what production has become since', { timeout: 60_000 }, () => {
	it('does not matter: the copy has the roles of the backup’s instant', async () => {
		await lab.dba.query(
			'CREATE ROLE passing; CREATE TABLE public.passed (); ALTER TABLE public.passed OWNER TO passing',
		);
		await lab.dba.query('GRANT passing TO cutter_migrator');
		await lab.act(run, 'backup');
		await lab.dba.query('DROP TABLE public.passed; DROP ROLE passing; CREATE ROLE later');
		const settled = await testRestore();
		expect(settled.result, settled.error?.message).toMatchObject({ outcome: 'pass' });
		await lab.dba.query('DROP ROLE later');
	});
});
