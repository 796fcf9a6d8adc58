import { randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../../../core/backup/port.ts';
import { applySettings } from '../../../platform/postgres/clone/apply-settings.ts';
import { withIntactArchive } from '../../../platform/postgres/clone/archive/intact-archive.ts';
import { createCloneDatabase } from '../../../platform/postgres/clone/create-clone-database.ts';
import { readRoles } from '../../../platform/postgres/clone/read-roles.ts';
import { type RestoreOrder, restoreArchive } from '../../../platform/postgres/clone/restore-archive.ts';
import type { RestoreProgress } from '../../../platform/postgres/clone/watch-restore.ts';
import type { ConnectionTarget } from '../../../platform/postgres/connection-target.ts';
import type { PgPrograms } from '../../../platform/postgres/programs/find-programs.ts';
import { withClient } from '../../../platform/postgres/with-client.ts';
import { type Production, startProduction } from './production.ts';

let production: Production;
let archive: Archive;

beforeAll(async () => {
	production = await startProduction();
	archive = await production.dump();
}, 60_000);
afterAll(() => production.stop(), 60_000);

const query = (target: ConnectionTarget, text: string) =>
	withClient(target, 'test', async (client) => (await client.query(text)).rows);

/** Restores into a target, the archive being what the record says. */
function restore(target: ConnectionTarget, order: Partial<Omit<RestoreOrder, 'archive'>> & { archive?: Archive } = {}) {
	const { archive: one = archive, ...others } = order;
	const { programs, source } = production;
	return withIntactArchive(one, (intact) =>
		restoreArchive({ programs, target, production: source.identity, ...others, archive: intact }),
	);
}

/** A pg_restore that leaves a mark when it is started: proof that something else refused before. */
async function withWitness(
	work: (programs: PgPrograms, wasStarted: () => Promise<boolean>) => Promise<void>,
): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'witness-'));
	try {
		const path = join(folder, 'pg_restore');
		await writeFile(path, `#!/bin/sh\ntouch '${folder}/started'\nexit 3\n`);
		await chmod(path, 0o755);
		const wasStarted = () =>
			stat(join(folder, 'started')).then(
				() => true,
				() => false,
			);
		await work(
			{ ...production.programs, pg_restore: { name: 'pg_restore', path, version: '15.0', major: 15 } },
			wasStarted,
		);
	} finally {
		await rm(folder, { recursive: true });
	}
}

describe('a restore', { timeout: 60_000 }, () => {
	it('gives back rows, owners, grants, roles and settings, and lets the migrating role log in', async () => {
		const { target, source } = production;
		const seen: RestoreProgress[] = [];
		const { value, removal } = await production.withClone(
			async ({ superuser, logins }) => {
				const restored = await restore(superuser, { onProgress: (progress) => seen.push(progress) });
				const skipped = await withClient(superuser, 'test', (session) =>
					applySettings(session, source.roles.settings, superuser.database),
				);
				const migrator = logins.get('migrator') ?? superuser;
				return {
					restored,
					skipped,
					rolesOfClone: await withClient(superuser, 'test', readRoles),
					counts: await query(
						superuser,
						'SELECT (SELECT count(*)::int FROM unit) AS unit, (SELECT count(*)::int FROM hidden) AS hidden',
					),
					content: await query(superuser, "SELECT md5(string_agg(u::text, ',' ORDER BY id)) AS digest FROM unit u"),
					table: await query(
						superuser,
						"SELECT relowner::regrole::text AS owner, relacl::text AS acl FROM pg_class WHERE relname = 'unit'",
					),
					subscriptions: await query(superuser, 'SELECT count(*)::int AS count FROM pg_subscription'),
					asMigrator: await query(
						migrator,
						`SELECT current_user::text AS me, current_schemas(false)::text AS path, current_setting('work_mem') AS work_mem,
							current_setting('lock_timeout') AS lock_timeout, current_setting('statement_timeout') AS statement_timeout,
							current_setting('app.motto') AS motto`,
					),
					wrongPassword: await query({ ...migrator, password: 'production-only' }, 'SELECT 1').catch((error: unknown) =>
						String(error),
					),
					bootstrap: superuser.user,
				};
			},
			{ login: ['migrator'] },
		);
		expect(value.restored).toMatchObject({ verdict: 'pass', raw: '', messages: [] });
		expect(value.restored.server.system_identifier).not.toBe(source.identity.system_identifier);
		expect(seen.at(0)).toMatchObject({ bytes: expect.any(Number), tables: expect.any(Number) });
		expect(value.counts).toEqual([{ unit: 2000, hidden: 1 }]);
		expect(value.content).toEqual(
			await query(target, "SELECT md5(string_agg(u::text, ',' ORDER BY id)) AS digest FROM unit u"),
		);
		expect(value.table).toEqual(
			await query(
				target,
				"SELECT relowner::regrole::text AS owner, relacl::text AS acl FROM pg_class WHERE relname = 'unit'",
			),
		);
		expect(value.subscriptions).toEqual([{ count: 0 }]);
		expect(value.skipped).toEqual([]);
		expect(value.asMigrator).toEqual([
			{
				me: 'migrator',
				path: '{public}',
				work_mem: '8MB',
				lock_timeout: '61s',
				statement_timeout: '62s',
				motto: `it's = \\ "here", and there`,
			},
		]);
		expect(value.wrongPassword).toMatch(/password authentication failed/);
		const cloned = value.rolesOfClone;
		expect(cloned.roles.filter(({ name }) => name !== value.bootstrap)).toEqual(source.roles.roles);
		expect(cloned.memberships).toEqual(source.roles.memberships);
		expect(cloned.settings).toEqual(source.roles.settings);
		expect(source.roles.memberships).toContainEqual({
			role: 'Owner of it',
			member: 'migrator',
			admin: true,
			inherit: null,
			set: null,
		});
		expect(source.roles.settings.length).toBe(6);
		expect(JSON.stringify(source.roles)).not.toContain('production-only');
		expect(removal?.gone).toEqual({ process_gone: true, socket_gone: true, folder_gone: true });
	});

	it('refuses every archive that is not the recorded one, before pg_restore starts', async () => {
		const copy = join(production.folder, 'copy.dump');
		const flipBit = async () => {
			const bytes = await readFile(copy);
			const middle = Math.floor(bytes.length / 2);
			bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
			await writeFile(copy, bytes);
		};
		const damages: [string, () => Promise<void>, RegExp, Partial<Archive>?][] = [
			['one bit flipped', flipBit, /its sha256 is/],
			['one byte cut off', () => truncate(copy, archive.size_bytes - 1), /bytes, the record says/],
			['one byte appended', () => writeFile(copy, 'x', { flag: 'a' }), /bytes, the record says/],
			['another archive of the same size', () => writeFile(copy, randomBytes(archive.size_bytes)), /its sha256 is/],
			['a wrong record', async () => undefined, /its sha256 is/, { sha256: '0'.repeat(64) }],
			['no file', () => rm(copy), /cannot be read \(ENOENT\)/],
		];
		await withWitness((programs, wasStarted) =>
			production
				.withClone(async ({ superuser }) => {
					for (const [damage, inflict, refusal, lie] of damages) {
						await copyFile(archive.file, copy);
						await inflict();
						const attempt = restore(superuser, { programs, archive: { ...archive, file: copy, ...lie } });
						await expect(attempt, damage).rejects.toMatchObject({
							code: 'GATE_NOT_MET',
							message: expect.stringMatching(refusal),
						});
					}
					expect(await wasStarted()).toBe(false);
					// The witness itself works: an intact archive reaches it.
					await expect(restore(superuser, { programs })).rejects.toMatchObject({
						code: 'GATE_NOT_MET',
						message: expect.stringContaining('pg_restore cannot read the archive (exit code 3)'),
					});
					expect(await wasStarted()).toBe(true);
				})
				.then(() => undefined),
		);
	});

	it('refuses an archive that is touched while it is restored', async () => {
		await production.withClone(async ({ superuser }) => {
			const copy = join(production.folder, 'touched.dump');
			await copyFile(archive.file, copy);
			const touch = () => void chmod(copy, 0o400);
			const attempt = restore(superuser, { archive: { ...archive, file: copy }, onProgress: touch });
			await expect(attempt).rejects.toMatchObject({ message: expect.stringContaining('touched while it was in use') });
		});
	});

	it('refuses production itself, another database of its server, and a database that is not empty', async () => {
		const { target, cluster } = production;
		await cluster.createDatabase('scratch', { template: 'template0' });
		await withWitness(async (programs, wasStarted) => {
			for (const database of [target.database, 'scratch']) {
				await expect(restore({ ...target, database }, { programs }), database).rejects.toMatchObject({
					code: 'GATE_NOT_MET',
					message: expect.stringContaining('the same server'),
				});
			}
			await production.withClone(async ({ superuser }) => {
				await query(superuser, 'CREATE TABLE something ()');
				await expect(restore(superuser, { programs })).rejects.toMatchObject({
					code: 'GATE_NOT_MET',
					message: expect.stringContaining('not empty'),
				});
			});
			expect(await wasStarted()).toBe(false);
		});
	});

	it('fails when owners are missing, and shows neither rows nor logins', async () => {
		const { client } = production;
		await client.query(`
			CREATE EXTENSION postgres_fdw;
			CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw;
			CREATE USER MAPPING FOR migrator SERVER elsewhere OPTIONS (user 'u', password 'foreign-canary')`);
		const withMapping = await production.dump();
		const source = await production.readSource();
		await client.query('DROP EXTENSION postgres_fdw CASCADE');
		const [owners, migrator] = [['Owner of it', 'postgres', 'we "ird; role'], 'migrator'];
		const only = (names: readonly string[]) => ({
			...source,
			roles: { roles: source.roles.roles.filter(({ name }) => names.includes(name)), memberships: [], settings: [] },
		});
		const { value: failed } = await production.withClone(
			({ superuser }) => restore(superuser, { archive: withMapping }),
			{ source: only(['postgres']) },
		);
		const { value: passed } = await production.withClone(
			({ superuser }) => restore(superuser, { archive: withMapping }),
			{ source: only(owners) },
		);
		expect(failed.verdict).toBe('fail');
		expect(failed.messages.map(({ rule }) => rule)).toContain('user-mapping-role');
		expect(failed.messages.find(({ text }) => text.includes('OWNER TO'))?.verdict).toBe('fatal');
		expect(JSON.stringify(failed)).not.toContain('canary');
		expect(failed.raw).toContain("password '***'");
		expect(source.roles.roles.map(({ name }) => name)).toContain(migrator);
		expect(passed.verdict).toBe('pass');
		expect(passed.messages.map(({ rule }) => rule)).toEqual(['user-mapping-role', 'ignored-errors-sum']);
	});

	it('takes hostile names for names', async () => {
		const { source } = production;
		const names = [`a=b 'c' \\ "d"`, '-f', '$(touch /tmp/x)', 'postgresql://elsewhere/x', 'new\nline', 'ü'.repeat(31)];
		await production.withClone(async ({ superuser }) => {
			for (const name of names) {
				const database = await createCloneDatabase(source.locale, superuser, name);
				expect([name, (await restore(database, { jobs: 2 })).verdict]).toEqual([name, 'pass']);
				expect(await query(database, 'SELECT current_database() AS name, count(*)::int AS count FROM unit')).toEqual([
					{ name, count: 2000 },
				]);
			}
		});
	});

	it('ends when it is told to, with the reason it was given', async () => {
		const reason = new Error('the run was cancelled');
		await production.withClone(async ({ superuser }) => {
			await expect(restore(superuser, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
		});
	});
});
