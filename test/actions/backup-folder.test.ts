import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pruneBackups } from '../../actions/backup/prune-backups.ts';
import { record } from '../../actions/ledger/record.ts';
import { cancelRun } from '../../actions/run/cancel-run.ts';
import { backupManifest } from '../../core/backup/manifest.ts';
import { sha256 } from '../../core/digest/sha256.ts';
import type { BackupTaken } from '../../core/evidence/bodies.ts';
import { backupFolder } from '../../platform/artifacts/backup-folder.ts';
import { runClientProgram } from '../../platform/postgres/programs/run-client-program.ts';
import { type BackupTrial, openBackupTrial } from './backup-trial.ts';

const subject = `
	CREATE MATERIALIZED VIEW public.names AS SELECT name FROM public.thing;
	CREATE UNLOGGED TABLE public.fleeting (id integer);
	CREATE SEQUENCE public.counter;
	SELECT lo_from_bytea(0, decode('cafe', 'hex')), lo_from_bytea(0, decode('beef', 'hex'));
`;
const files = ['SHA256SUMS', 'database.dump', 'globals.json', 'globals.sql', 'manifest.json', 'schema.sql'];
const run = promisify(execFile);

let trial: BackupTrial;
let backup: BackupTaken;
let folder: string;
beforeAll(async () => {
	trial = await openBackupTrial(subject);
	// What a killed process left.
	const left = join(backupFolder(trial.lab.site.artifactsDir, trial.run), '.0000-killed.partial');
	await mkdir(left, { recursive: true });
	await writeFile(join(left, 'database.dump.partial'), 'rows of everybody');
	await trial.take();
	backup = await trial.newest();
	folder = dirname(trial.archive(backup).file);
});
afterAll(() => trial?.close());

const read = (name: string) => readFile(join(folder, name), 'utf8');

describe('a backup', () => {
	it('is one folder, and nothing that was left by another is beside it', async () => {
		expect(await readdir(dirname(folder))).toEqual([expect.stringMatching(/^\d{8}T\d{6}Z-[0-9a-f]{8}$/)]);
		expect((await readdir(folder)).sort()).toEqual(files);
	});

	it('is readable by its owner alone', async () => {
		const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
		expect(await Promise.all(files.map((name) => modeOf(join(folder, name))))).toEqual(files.map(() => '600'));
		expect(await modeOf(folder)).toBe('700');
		expect(await modeOf(dirname(folder))).toBe('700');
	});

	it('verifies with sha256sum', async () => {
		const { stdout } = await run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder });
		expect(stdout.trim().split('\n').sort()).toEqual(files.slice(1).map((name) => `${name}: OK`));
	});

	it('is in the ledger with the digest and size of each file', async () => {
		const recorded = [
			{ file: backup.file, sha256: backup.sha256, size_bytes: backup.size_bytes },
			...(backup.files ?? []),
		];
		const found = await Promise.all(
			files.map(async (name) => {
				const bytes = await readFile(join(folder, name));
				return { file: `${folder.split('/').at(-1)}/${name}`, sha256: sha256(bytes), size_bytes: bytes.length };
			}),
		);
		expect(recorded.toSorted((a, b) => (a.file < b.file ? -1 : 1))).toEqual(found);
	});

	it('says in its manifest what it is of, when, and how', async () => {
		const manifest = backupManifest.parse(JSON.parse(await read('manifest.json')));
		const { rows } = await trial.lab.dba.query(
			`SELECT system_identifier::text AS id, current_setting('server_version') AS version,
				to_char(pg_postmaster_start_time() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS started_at
			FROM pg_control_system()`,
		);
		expect(manifest).toMatchObject({
			run: trial.run,
			plan: 'tiny',
			product: { tool_revision: trial.lab.site.toolRevision },
			server: {
				system_identifier: rows[0].id,
				version: rows[0].version,
				started_at: rows[0].started_at,
				database: 'subject',
				role: 'cutter_migrator',
			},
			snapshot: { taken_at: backup.taken_at, lsn: backup.lsn },
			archive: {
				file: 'database.dump',
				flags: expect.arrayContaining(['--format=custom', '--compress=6', `--snapshot=${manifest.snapshot.id}`]),
			},
			totals: { tables: backup.tables, rows: backup.rows, large_objects: 2 },
			beyond_rows: { materialized_views: ['public.names'], unlogged_tables: ['public.fleeting'], foreign_tables: [] },
			excluded_schemas: ['cutter_control', 'cutter_queue'],
		});
		const times = [manifest.started_at, manifest.snapshot.taken_at, manifest.finished_at].map(Date.parse);
		expect(times).toEqual(times.toSorted((a, b) => a - b));
		const kept = Date.parse(manifest.retain_until) - Date.parse(manifest.snapshot.taken_at);
		expect(kept / (24 * 60 * 60 * 1000)).toBe(31);
	});

	it('keeps the schema as pg_dump --schema-only would write it', async () => {
		let text = '';
		const { programs } = trial;
		await runClientProgram(trial.lab.site.target, {
			path: programs.pg_dump?.path ?? '',
			args: ['--schema-only'],
			readStdout: async (stdout) => {
				for await (const chunk of stdout) text += chunk;
			},
		});
		// Newer versions put a random token into every plain dump.
		const lines = (sql: string) => sql.split('\n').filter((line) => !/^\\(un)?restrict /.test(line));
		expect(lines(await read('schema.sql'))).toEqual(lines(text));
		expect(text).toContain('CREATE MATERIALIZED VIEW public.names');
	});

	it('lists the roles that pg_dump leaves out, without a password', async () => {
		const { rows } = await trial.lab.dba.query("SELECT rolpassword AS hash FROM pg_authid WHERE rolname = 'directus'");
		expect(rows[0].hash).toMatch(/^SCRAM-SHA-256/);
		for (const name of ['globals.json', 'globals.sql']) {
			expect(await read(name)).toContain('cutter_migrator');
			expect(await read(name)).not.toContain('SCRAM-SHA-256');
		}
	});

	it('compresses as the profile says, or the level', async () => {
		const flagsWith = async (env: Parameters<typeof trial.lab.withEnv>[0]) => {
			await trial.take(undefined, trial.lab.withEnv(env));
			const { file } = trial.archive(await trial.newest());
			return backupManifest.parse(JSON.parse(await readFile(join(dirname(file), 'manifest.json'), 'utf8'))).archive
				.flags;
		};
		expect(await flagsWith({ BACKUP_PROFILE: 'fast' })).toContain('--compress=1');
		expect(await flagsWith({ BACKUP_PROFILE: 'fast', BACKUP_LEVEL: 0 })).toContain('--compress=0');
	});
});

describe('pruning', () => {
	it('removes nothing that is young, however often it is asked', async () => {
		const { removed, kept, unknown } = await pruneBackups(trial.lab.site);
		expect(removed).toEqual([]);
		expect(unknown).toEqual([]);
		expect(kept).toHaveLength(3);
		for (const { reason } of kept) expect(reason).toMatch(/^it is kept until \d{4}-/);
		expect((await readdir(folder)).sort()).toEqual(files);
	});

	it('removes the data of an old one, leaves what tells of it, and never what is not on record', async () => {
		const { artifactsDir } = trial.lab.site;
		const parent = backupFolder(artifactsDir, trial.run);
		for (const name of ['old', 'nobodys']) await cp(folder, join(parent, name), { recursive: true });
		const body = { ...backup, sha256: 'e'.repeat(64), file: 'old/database.dump' };
		const long = { taken_at: '2020-01-01T00:00:00.000Z', retain_until: '2020-02-01T00:00:00.000Z' };
		await record(trial.lab.site, { chain: trial.run, kind: 'backup.taken', actor: 'test', body: { ...body, ...long } });
		expect((await pruneBackups(trial.lab.site)).kept.map(({ reason }) => reason)).toContain(
			'the run is open and its evidence leans on it',
		);
		await cancelRun(trial.lab.site, trial.run, 'test', 'done');
		expect(await pruneBackups(trial.lab.site)).toMatchObject({
			removed: [`${trial.run}/old`],
			unknown: [`${trial.run}/nobodys`],
		});
		expect((await readdir(join(parent, 'old'))).sort()).toEqual(['SHA256SUMS', 'manifest.json']);
		expect((await readdir(join(parent, 'nobodys'))).sort()).toEqual(files);
		expect((await readdir(folder)).sort()).toEqual(files);
		expect((await pruneBackups(trial.lab.site)).removed).toEqual([]);
	});

	it('trusts no ledger that does not verify', async () => {
		await trial.lab.dba.query(`ALTER TABLE cutter_control.evidence DISABLE TRIGGER USER;
			UPDATE cutter_control.evidence SET actor = 'somebody else' WHERE chain = '${trial.run}' AND seq = 1`);
		await expect(pruneBackups(trial.lab.site)).rejects.toMatchObject({
			code: 'GATE_NOT_MET',
			message: expect.stringContaining('No backup is removed by a ledger that does not verify'),
		});
	});
});
