import { randomInt } from 'node:crypto';
import { chmod, copyFile, mkdtemp, open, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../../core/backup/port.ts';
import type { BackupTaken } from '../../core/evidence/bodies.ts';
import { withIntactArchive } from '../../platform/postgres/clone/archive/intact-archive.ts';
import { readEntries } from '../../platform/postgres/clone/archive/read-archive.ts';
import { findPrograms, type PgPrograms } from '../../platform/postgres/programs/find-programs.ts';
import { type BackupTrial, openBackupTrial } from './backup-trial.ts';

let trial: BackupTrial;
let backup: BackupTaken;
let archive: Archive;
let witness: { readonly folder: string; readonly programs: PgPrograms };

beforeAll(async () => {
	trial = await openBackupTrial('');
	await trial.take();
	backup = await trial.newest();
	archive = trial.archive(backup);
	witness = await makeWitness(trial.lab.cluster.binDir);
});
afterAll(async () => {
	await rm(witness.folder, { recursive: true });
	await trial.close();
});

/** A folder of programs whose pg_restore is the real one, and leaves a mark whenever it is started to read something. */
async function makeWitness(binDir: string) {
	const folder = await mkdtemp(join(tmpdir(), 'witness-'));
	// The clone's server runs under another account, which has to get at its programs.
	await chmod(folder, 0o755);
	for (const name of ['pg_dump', 'initdb', 'postgres']) await symlink(join(binDir, name), join(folder, name));
	const script = `#!/bin/sh\n[ "$1" = --version ] || touch '${folder}/started'\nexec '${binDir}/pg_restore' "$@"\n`;
	await writeFile(join(folder, 'pg_restore'), script);
	await chmod(join(folder, 'pg_restore'), 0o755);
	return { folder, programs: await findPrograms({ pgBin: folder }) };
}

const wasStarted = () =>
	stat(join(witness.folder, 'started')).then(
		() => true,
		() => false,
	);

/** Asks for the least that can be asked of an archive: its table of contents. */
const list = () => withIntactArchive(archive, (intact) => readEntries(witness.programs, intact));

async function expectRefused(reason: RegExp): Promise<void> {
	await expect(list()).rejects.toMatchObject({
		code: 'GATE_NOT_MET',
		message: expect.stringMatching(reason),
		facts: { gates: [{ gate: 'backup-restorable', outcome: 'fail' }] },
	});
}

/** Changes one byte, and puts it back. */
async function withFlip(file: string, offset: number, work: () => Promise<void>): Promise<void> {
	const handle = await open(file, 'r+');
	try {
		const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, offset);
		const was = buffer.readUInt8();
		await handle.write(Buffer.from([was ^ randomInt(1, 256)]), 0, 1, offset);
		await work();
		await handle.write(Buffer.from([was]), 0, 1, offset);
	} finally {
		await handle.close();
	}
}

const companion = (name: string) => join(dirname(archive.file), name);

describe('before pg_restore is started', { timeout: 120_000 }, () => {
	it.each([
		['database.dump', 1000],
		['manifest.json', 200],
		['SHA256SUMS', 200],
		['schema.sql', 50],
		['globals.json', 50],
		['globals.sql', 50],
	])('any byte changed in %s is refused (%d of them)', async (name, flips) => {
		const file = companion(name);
		const { size } = await stat(file);
		for (let flip = 0; flip < flips; flip++) {
			// All over the file, its first and its last byte among them.
			const offset = Math.floor((flip * (size - 1)) / (flips - 1));
			await withFlip(file, offset, () => expectRefused(/its sha256 is .*, the record says/));
		}
		expect(await wasStarted()).toBe(false);
	});

	it('200 truncations are refused', async () => {
		const whole = await readFile(archive.file);
		for (let cut = 0; cut < 200; cut++) {
			await truncate(archive.file, Math.floor((cut * (whole.length - 1)) / 199));
			await expectRefused(/bytes, the record says/);
			await writeFile(archive.file, whole);
		}
		expect(await wasStarted()).toBe(false);
	});

	it('a companion that is missing, and an archive that is, are refused', async () => {
		for (const file of [archive.file, ...(archive.companions ?? []).map((one) => one.file)]) {
			const kept = `${file}.kept`;
			await copyFile(file, kept);
			await rm(file);
			await expectRefused(/cannot be read \(ENOENT\)/);
			await copyFile(kept, file);
			await rm(kept);
		}
		expect(await wasStarted()).toBe(false);
	});

	it('the whole backup of another instant, in itself without a fault, is refused', async () => {
		await trial.take();
		const other = trial.archive(await trial.newest());
		const files = [archive, ...(archive.companions ?? [])].map(({ file }) => file);
		const kept = new Map(await Promise.all(files.map(async (file) => [file, await readFile(file)] as const)));
		for (const file of files) await copyFile(join(dirname(other.file), basename(file)), file);
		await expectRefused(/the record says/);
		for (const [file, bytes] of kept) await writeFile(file, bytes);
		expect(await wasStarted()).toBe(false);
	});

	it('what is as it was written is read', async () => {
		const { rows } = await trial.lab.dba.query("SELECT 'public.thing'::regclass::oid::int AS oid");
		expect((await list()).filter(({ oid }) => oid === rows[0].oid).map(({ text }) => text)).toEqual([
			'TABLE public thing directus',
			'TABLE DATA public thing directus',
		]);
		expect(await wasStarted()).toBe(true);
		await rm(join(witness.folder, 'started'));
	});
});

describe('a restore test', { timeout: 120_000 }, () => {
	const testRestore = () =>
		trial.lab.act(trial.run, 'restore-test', { site: trial.lab.withEnv({ PG_BIN: witness.folder }) });

	it.each(['database.dump', 'manifest.json', 'SHA256SUMS'])(
		'refuses a changed byte in %s, and starts no pg_restore',
		async (name) => {
			const newest = trial.archive(await trial.newest());
			const file = join(dirname(newest.file), name);
			await withFlip(file, Math.floor((await stat(file)).size / 2), async () => {
				const settled = await testRestore();
				expect(settled).toMatchObject({ state: 'refused', error: { code: 'GATE_NOT_MET' } });
				expect(settled.error?.message).toContain(name);
			});
			expect(await wasStarted()).toBe(false);
			expect((await trial.lab.chain(trial.run)).map(({ kind }) => kind)).not.toContain('restore.tested');
		},
	);

	it('passes with what was written', async () => {
		expect(await testRestore()).toMatchObject({ state: 'done', result: { outcome: 'pass' } });
		expect(await wasStarted()).toBe(true);
	});
});
