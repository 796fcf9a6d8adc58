import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpDatabase } from '../../../platform/postgres/backup/dump-database.ts';
import type { PgPrograms } from '../../../platform/postgres/programs/find-programs.ts';
import { type Production, startProduction } from '../clone/production.ts';

let production: Production;

beforeAll(async () => {
	production = await startProduction();
}, 60_000);
afterAll(() => production.stop(), 60_000);

const leftovers = async () => (await readdir(production.folder)).filter((name) => name.includes('partial'));

/** A program that stands in for pg_dump where only the caller's reaction is looked at. */
async function withScript(script: string, work: (programs: PgPrograms) => Promise<void>): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'script-'));
	try {
		const path = join(folder, 'pg_dump');
		await writeFile(path, `#!/bin/sh\n${script}\n`);
		await chmod(path, 0o755);
		await work({ ...production.programs, pg_dump: { name: 'pg_dump', path, version: '15.0', major: 15 } });
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** Argument lists and environments of all processes below this one, as anybody with our account sees them. */
function readProcessList(): string {
	const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
	const read = (file: string): string => {
		try {
			return readFileSync(file, 'utf8');
		} catch {
			return '';
		}
	};
	return pids.map((pid) => `${read(`/proc/${pid}/cmdline`)}\n${read(`/proc/${pid}/environ`)}`).join('\n');
}

describe('a dump', { timeout: 60_000 }, () => {
	it('is a private file with the size and digest that were streamed', async () => {
		const progress: number[] = [];
		const { file, sha256, size_bytes, seconds, warnings } = await production.dump({
			onProgress: (bytes) => {
				progress.push(bytes);
			},
		});
		const bytes = await readFile(file);
		expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([size_bytes, sha256]);
		expect(bytes.subarray(0, 5).toString()).toBe('PGDMP');
		expect((await stat(file)).mode & 0o777).toBe(0o600);
		expect(progress.at(-1)).toBe(size_bytes);
		expect(seconds).toBeGreaterThan(0);
		expect(warnings).toEqual([]);
		expect(await leftovers()).toEqual([]);
	});

	it('shows the instant of its snapshot, not of its end', async () => {
		const { client, cluster, target } = production;
		await client.query('CREATE TABLE moving (id int)');
		const other = await cluster.connect(target.database);
		const before = await production.dump();
		const { rows } = await client
			.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
			.then(() => client.query('SELECT pg_export_snapshot() AS id'));
		await other.query('INSERT INTO moving SELECT generate_series(1, 5000)');
		const { programs, folder } = production;
		const at = await dumpDatabase({
			programs,
			target,
			folder,
			name: 'at.dump',
			snapshotId: String(rows[0]?.id),
			level: 0,
			lockWaitTimeoutMs: 2_000,
		});
		await client.query('ROLLBACK');
		const after = await production.dump({ level: 0 });
		await client.query('DROP TABLE moving');
		expect(before.size_bytes).toBeGreaterThan(0);
		expect(after.size_bytes - at.size_bytes).toBeGreaterThan(15_000);
	});

	it('leaves nothing when pg_dump is killed', async () => {
		const { cluster, target } = production;
		const blocker = await cluster.connect(target.database);
		await blocker.query('BEGIN; LOCK TABLE unit IN ACCESS EXCLUSIVE MODE');
		const dump = production.dump({ lockWaitTimeoutMs: 20_000 });
		const refused = expect(dump).rejects.toMatchObject({
			code: 'GATE_NOT_MET',
			message: expect.stringContaining('SIGKILL'),
		});
		const pid = await findProgram('pg_dump', production.target.host);
		expect(await leftovers()).toHaveLength(1);
		process.kill(pid, 'SIGKILL');
		await refused;
		await blocker.query('ROLLBACK');
		expect(await leftovers()).toEqual([]);
	});

	it('leaves nothing when it is cancelled, and gives the reason', async () => {
		const { cluster, target } = production;
		const blocker = await cluster.connect(target.database);
		await blocker.query('BEGIN; LOCK TABLE unit IN ACCESS EXCLUSIVE MODE');
		const cancel = new AbortController();
		const reason = new Error('the run was cancelled');
		const refused = expect(production.dump({ lockWaitTimeoutMs: 20_000, signal: cancel.signal })).rejects.toBe(reason);
		await findProgram('pg_dump', production.target.host);
		cancel.abort(reason);
		await refused;
		await blocker.query('ROLLBACK');
		expect(await leftovers()).toEqual([]);
	});

	it('says LOCK_HELD when a table stays locked', async () => {
		const { cluster, target } = production;
		const blocker = await cluster.connect(target.database);
		await blocker.query('BEGIN; LOCK TABLE unit IN ACCESS EXCLUSIVE MODE');
		await expect(production.dump({ lockWaitTimeoutMs: 200 })).rejects.toMatchObject({
			code: 'LOCK_HELD',
			message: expect.stringContaining('LOCK TABLE'),
		});
		await blocker.query('ROLLBACK');
		expect(await leftovers()).toEqual([]);
	});

	it('never shows the password: not in a process list, not in an error', async () => {
		const { cluster, target, client } = production;
		const canary = "canary:with\\odd 'characters'%41@";
		await client.query(
			`ALTER ROLE migrator PASSWORD ${client.escapeLiteral(canary)}; GRANT pg_read_all_data TO migrator`,
		);
		const blocker = await cluster.connect(target.database);
		await blocker.query('BEGIN; LOCK TABLE unit IN ACCESS EXCLUSIVE MODE');
		const dump = production.dump({
			target: { ...target, user: 'migrator', password: canary },
			lockWaitTimeoutMs: 20_000,
		});
		await findProgram('pg_dump', target.host);
		// Only a password that was accepted gets as far as waiting for the lock.
		const observer = await cluster.connect('postgres');
		const waiting = "SELECT 1 FROM pg_stat_activity WHERE usename = 'migrator' AND wait_event_type = 'Lock'";
		await expect.poll(async () => (await observer.query(waiting)).rowCount, { timeout: 10_000 }).toBe(1);
		const list = readProcessList();
		await blocker.query('ROLLBACK');
		const { warnings } = await dump;
		expect(warnings.join()).toContain('subscriptions not dumped');
		expect(list).toContain('pg_dump');
		expect(list).not.toContain('canary');
		const wrong = production.dump({ target: { ...target, user: 'migrator', password: 'wrong-canary' } });
		const error = await wrong.then(
			() => undefined,
			(thrown: unknown) => thrown,
		);
		expect(error).toMatchObject({
			code: 'GATE_NOT_MET',
			message: expect.stringContaining('password authentication failed'),
		});
		expect(JSON.stringify(error) + String(error)).not.toContain('canary');
		await client.query("ALTER ROLE migrator PASSWORD 'production-only'; REVOKE pg_read_all_data FROM migrator");
	});

	it('refuses a role that may not read every table', async () => {
		const { target } = production;
		const attempt = production.dump({ target: { ...target, user: 'migrator', password: 'production-only' } });
		await expect(attempt).rejects.toMatchObject({
			code: 'GATE_NOT_MET',
			message: expect.stringMatching(/permission denied for table (hidden|unit)/),
		});
		expect(await leftovers()).toEqual([]);
	});

	it('never overwrites an archive, and names files by plain names only', async () => {
		const { file } = await production.dump({ name: 'once.dump' });
		const digest = createHash('sha256')
			.update(await readFile(file))
			.digest('hex');
		await expect(production.dump({ name: 'once.dump' })).rejects.toMatchObject({ code: 'WRONG_STATE' });
		expect(
			createHash('sha256')
				.update(await readFile(file))
				.digest('hex'),
		).toBe(digest);
		for (const name of ['../x', '-f', 'a/b', '', '.hidden', 'x\ny']) {
			await expect(production.dump({ name }), name).rejects.toMatchObject({ code: 'INVALID_INPUT' });
		}
	});

	it('does not believe an exit code', async () => {
		const sentences: [script: string, refusal: string][] = [
			['exit 0', 'does not begin like an archive'],
			['echo this is no archive; exit 0', 'does not begin like an archive'],
			['printf PGDMP; echo broken >&2; exit 1', 'broken'],
			['printf PGDMP; kill -9 $$', 'SIGKILL'],
		];
		for (const [script, refusal] of sentences) {
			await withScript(script, async (programs) => {
				await expect(production.dump({ programs }), script).rejects.toMatchObject({
					message: expect.stringContaining(refusal),
				});
			});
		}
		expect(await leftovers()).toEqual([]);
	});

	it('says what is missing, and what to do, when there is no pg_dump', async () => {
		const programs = {
			...production.programs,
			pg_dump: null,
			remedies: { pg_dump: 'pg_dump was not found: install it.' },
		};
		await expect(production.dump({ programs })).rejects.toMatchObject({
			code: 'GATE_NOT_MET',
			message: 'pg_dump was not found: install it.',
		});
	});

	it('says that a disk is full', async ({ skip }) => {
		const folder = await mkdtemp(join(tmpdir(), 'full-'));
		const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', folder]);
		skip(mounted !== 0, 'this account may not mount a small disk');
		try {
			await expect(production.dump({ folder, level: 0 })).rejects.toMatchObject({
				code: 'GATE_NOT_MET',
				message: expect.stringContaining('the disk is full'),
			});
			expect(await readdir(folder)).toEqual([]);
		} finally {
			await run('umount', [folder]);
			await rm(folder, { recursive: true });
		}
	});
});

function run(program: string, args: string[]): Promise<number | null> {
	return new Promise((resolve) =>
		spawn(program, args)
			.once('error', () => resolve(null))
			.once('exit', resolve),
	);
}

/** Waits for a child of ours by the name of its program and a word of its arguments. */
async function findProgram(name: string, word: string): Promise<number> {
	for (let tries = 0; tries < 500; tries++) {
		for (const entry of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
			try {
				const args = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0');
				if (args[0]?.endsWith(`/${name}`) && args.some((arg) => arg.includes(word))) return Number(entry);
			} catch {
				// It ended in this very moment.
			}
		}
		await sleep(10);
	}
	throw new Error(`${name} was never started`);
}
