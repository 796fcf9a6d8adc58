import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Stage } from '../../actions/backup/stages.ts';
import { takeSnapshot } from '../../actions/backup/take-snapshot.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { backupFolder } from '../../platform/artifacts/backup-folder.ts';
import { withClient } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { type BackupTrial, openBackupTrial } from './backup-trial.ts';

/** Too much for the buffer of a pipe, so that pg_dump is still at work when its first bytes are read. */
const subject = `CREATE TABLE public.filler AS
	SELECT n AS id, md5(n::text) || md5((n + 1)::text) AS text FROM generate_series(1, 6000) n;`;

let trial: BackupTrial;
let dba: pg.Client;
let taken = 0;
beforeAll(async () => {
	trial = await openBackupTrial(subject);
	({ dba } = trial.lab);
});
afterAll(() => trial?.close());

/** Nothing of a backup that did not come about: no record, no file, no process, no session. */
afterEach(async () => {
	expect((await trial.lab.chain(trial.run)).filter(({ kind }) => kind === 'backup.taken')).toHaveLength(taken);
	expect(await readdir(backupFolder(trial.lab.site.artifactsDir, trial.run)).catch(() => [])).toEqual([]);
	expect(findPrograms('pg_dump')).toEqual([]);
	const sessions = "SELECT pid FROM pg_stat_activity WHERE application_name ~ '^dot-iu-cutter [0-9a-f]{8}-'";
	await expect.poll(async () => (await dba.query(sessions)).rowCount).toBe(0);
	const passwords = readdirSync('/var/tmp').filter((name) => name.startsWith(`dot-iu-cutter-pass-${process.pid}-`));
	expect(passwords).toEqual([]);
});

/** Processes of that program that work for this test's server. */
function findPrograms(name: string): number[] {
	return readdirSync('/proc').flatMap((entry) => {
		if (!/^\d+$/.test(entry)) return [];
		try {
			const args = readFileSync(`/proc/${entry}/cmdline`, 'utf8');
			return args.includes(`/${name}\0`) && args.includes(trial.lab.cluster.host) ? [Number(entry)] : [];
		} catch {
			return [];
		}
	});
}

const refusal = (taking: Promise<unknown>) =>
	taking.then(
		() => {
			throw new Error('a backup was taken');
		},
		(error: unknown) => error,
	);

/** The gate says `error`: it could not be decided, is no fault of the run, and may be tried again. */
async function expectUndecided(taking: Promise<unknown>, reason: RegExp): Promise<CutterError> {
	const error = await refusal(taking);
	if (!(error instanceof CutterError)) throw error;
	expect(error).toMatchObject({
		code: 'GATE_NOT_MET',
		message: expect.stringMatching(reason),
		facts: { gates: [{ gate: 'backup-restorable', outcome: 'error', who: ['dba'] }] },
	});
	return error;
}

const at =
	(stage: Stage, act: () => unknown) =>
	async (reached: Stage): Promise<void> => {
		if (reached === stage) await act();
	};

/** PostgreSQL's programs, some of them replaced: by a script, or by nothing. */
async function withPrograms(
	replaced: Record<string, string | null>,
	work: (site: Site) => Promise<void>,
): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'programs-'));
	try {
		for (const name of ['pg_dump', 'pg_restore', 'initdb', 'postgres']) {
			const script = replaced[name];
			if (script === undefined) await symlink(join(trial.lab.cluster.binDir, name), join(folder, name));
			if (typeof script !== 'string') continue;
			await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
			await chmod(join(folder, name), 0o755);
		}
		await work(trial.lab.withEnv({ PG_BIN: folder }));
	} finally {
		await rm(folder, { recursive: true });
	}
}

describe('programs', { timeout: 60_000 }, () => {
	it('that are missing', async () => {
		await withPrograms({ pg_dump: null }, async (site) => {
			await expectUndecided(trial.take(undefined, site), /pg_dump was not found.*Install PostgreSQL/);
		});
	});

	it('that are older than the server', async () => {
		const old = (name: string) => `echo '${name} (PostgreSQL) 14.11'`;
		await withPrograms({ pg_dump: old('pg_dump'), pg_restore: old('pg_restore') }, async (site) => {
			await expectUndecided(trial.take(undefined, site), /is version 14\.11; needed is 15 or newer/);
		});
	});

	it('that say all is well and write nothing', async () => {
		await withPrograms({ pg_dump: `case "$1" in --version) echo 'pg_dump (PostgreSQL) 15.0';; esac` }, async (site) => {
			const error = await refusal(trial.take(undefined, site));
			expect(error).toMatchObject({ facts: { gates: [{ gate: 'backup-restorable', outcome: 'fail' }] } });
		});
	});

	it('that leave the rows of a table out', async () => {
		const script = `exec '${trial.lab.cluster.binDir}/pg_dump' "$@" $([ "$1" = --version ] || echo --exclude-table-data=filler)`;
		await withPrograms({ pg_dump: script }, async (site) => {
			expect(await refusal(trial.take(undefined, site))).toMatchObject({
				message: expect.stringContaining('The archive holds no rows of public.filler.'),
				facts: { gates: [{ gate: 'backup-restorable', outcome: 'fail' }] },
			});
		});
	});

	it('that are killed midway', async () => {
		const kill = at('dumping', () => {
			for (const pid of findPrograms('pg_dump')) process.kill(pid, 'SIGKILL');
		});
		await expectUndecided(trial.take(kill), /pg_dump was ended by SIGKILL/);
	});
});

describe('the server', { timeout: 60_000 }, () => {
	it('that does not take the password', async () => {
		const target = { ...trial.lab.site.target, password: 'not-it-canary' };
		const error = await expectUndecided(
			trial.take(undefined, { ...trial.lab.site, target }),
			/password authentication failed for user "cutter_migrator"/,
		);
		expect(JSON.stringify([error.message, error.facts])).not.toContain('canary');
	});

	it.each(['holder', 'helper', 'watcher'])('that ends the session of the %s midway', async (which) => {
		const number = { holder: 0, helper: 1, watcher: 2 }[which];
		const end = at('dumping', () =>
			dba.query(
				`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
				WHERE application_name ~ '^dot-iu-cutter [0-9a-f]{8}-' AND backend_type = 'client backend'
				ORDER BY backend_start OFFSET ${number} LIMIT 1`,
			),
		);
		await expectUndecided(trial.take(end), /terminat|not queryable/);
	});

	it('that ends the session which holds the locks when everything is read', async () => {
		const end = at('read', () =>
			dba.query(
				`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
				WHERE application_name ~ '^dot-iu-cutter [0-9a-f]{8}-' ORDER BY backend_start LIMIT 1`,
			),
		);
		await expectUndecided(trial.take(end), /terminat|not queryable/);
	});
});

describe('a table', { timeout: 60_000 }, () => {
	const withSql = async (make: string, undo: string, work: () => Promise<unknown>) => {
		await dba.query(make);
		await work().finally(() => dba.query(undo));
	};
	const blind = `CREATE SCHEMA closed; CREATE TABLE closed.secret (id int); CREATE TABLE public.own (owner name);
		ALTER TABLE public.own ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON public.own USING (owner = current_user);
		REVOKE pg_read_all_data FROM cutter_migrator; GRANT SELECT ON public.own TO cutter_migrator;
		CREATE TABLE public.mute (id int)`;
	const unblind = `DROP SCHEMA closed CASCADE; DROP TABLE public.own, public.mute; GRANT pg_read_all_data TO cutter_migrator`;

	it.each(['backup', 'snapshot'])('that cannot be seen whole is named, and no %s is taken', async (action) => {
		const snapshot = () =>
			withClient(trial.lab.site.target, 'test', (client) =>
				takeSnapshot({ site: trial.lab.site, client, runId: trial.run, actor: 'test', report: () => undefined }),
			);
		await withSql(blind, unblind, async () => {
			const error = await expectUndecided(
				action === 'backup' ? trial.take() : snapshot(),
				/cannot count what cannot be seen/,
			);
			for (const sentence of [
				'closed.secret may not be read by cutter_migrator',
				'public.mute may not be read by cutter_migrator',
				'row security hides rows of public.own from cutter_migrator',
				'GRANT SELECT ON TABLE "public"."mute" TO "cutter_migrator";',
			])
				expect(error.message).toContain(sentence);
		});
	});

	it('whose large object may not be read', async () => {
		await withSql("SELECT lo_from_bytea(4711, 'x')", 'SELECT lo_unlink(4711)', () =>
			expectUndecided(trial.take(), /permission denied for large object 4711/),
		);
	});

	it('that stays locked is named with who holds it, within the bound', async () => {
		const other = await trial.lab.cluster.connect('subject');
		await other.query("SET application_name = 'a long job'; BEGIN; LOCK TABLE thing IN ACCESS EXCLUSIVE MODE");
		const { rows } = await other.query('SELECT pg_backend_pid() AS pid');
		const error = await refusal(trial.take());
		await other.end();
		expect(error).toMatchObject({
			code: 'LOCK_HELD',
			message: expect.stringContaining(`500 ms by backend ${rows[0].pid} (a long job, postgres), which holds thing`),
		});
	});
});

describe('the disk', { timeout: 120_000 }, () => {
	const run = (program: string, args: string[]): Promise<number | null> =>
		new Promise((resolve) => {
			spawn(program, args)
				.once('error', () => resolve(null))
				.once('exit', resolve);
		});

	/** @returns what became of a backup on a disk of this size; null where this account may not mount one */
	async function takeOnDisk(kilobytes: number): Promise<'taken' | CutterError | null> {
		const artifactsDir = await mkdtemp(join(tmpdir(), 'full-'));
		const mounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', artifactsDir]);
		try {
			if (mounted !== 0) return null;
			const site = { ...trial.lab.withEnv({ BACKUP_LEVEL: 0 }), artifactsDir };
			const before = (await trial.lab.chain(trial.run)).length;
			const end = await trial.take(undefined, site).then(
				() => 'taken' as const,
				(error: unknown) => error,
			);
			if (end === 'taken') return end;
			if (!(end instanceof CutterError)) throw end;
			expect(end).toMatchObject({ facts: { gates: [{ gate: 'backup-restorable', outcome: 'error' }] } });
			expect(await readdir(backupFolder(artifactsDir, trial.run))).toEqual([]);
			expect((await readdir(artifactsDir, { recursive: true })).filter((name) => name.includes('partial'))).toEqual([]);
			expect((await trial.lab.chain(trial.run)).length).toBe(before);
			return end;
		} finally {
			await run('umount', [artifactsDir]);
			await rm(artifactsDir, { recursive: true });
		}
	}

	it('that fills up while the dump is written, or anything after it', async ({ skip }) => {
		const reasons: string[] = [];
		/** @returns the smallest disk of these steps that holds a backup; null where no disk may be mounted */
		async function firstThatHolds(from: number, step: number): Promise<number | null> {
			for (let kilobytes = from; ; kilobytes += step) {
				const end = await takeOnDisk(kilobytes);
				if (end === null) return null;
				if (end === 'taken') {
					taken += 1;
					return kilobytes;
				}
				reasons.push(end.message);
				expect(end.message).toMatch(/the disk is full|ENOSPC/);
			}
		}
		const enough = await firstThatHolds(64, 48);
		if (enough === null) return skip('this account may not mount a small disk');
		// Page by page over the last stretch, where the dump fits and what is written after it does not.
		await firstThatHolds(enough - 44, 4);
		// It was the dump first, and then other files.
		expect(reasons.filter((reason) => reason.includes('cannot be written to')).length).toBeGreaterThan(2);
		expect(reasons.some((reason) => /ENOSPC/.test(reason))).toBe(true);
	});
});
