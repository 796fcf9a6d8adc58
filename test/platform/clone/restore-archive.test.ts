import { randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../../../core/backup/port.ts';
import { applySettings } from '../../../platform/postgres/clone/apply-settings.ts';
import { createCloneDatabase } from '../../../platform/postgres/clone/create-clone-database.ts';
import { createRoles } from '../../../platform/postgres/clone/create-roles.ts';
import { type LocalCluster, withLocalCluster } from '../../../platform/postgres/clone/local-cluster.ts';
import { readRoles } from '../../../platform/postgres/clone/read-roles.ts';
import { restoreArchive } from '../../../platform/postgres/clone/restore-archive.ts';
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

const owner = { installationId: 'test', runId: 'restore' };
const query = (target: ConnectionTarget, text: string) =>
	withClient(target, 'test', async (client) => (await client.query(text)).rows);

function withClone<Result>(work: (cluster: LocalCluster) => Promise<Result>) {
	const { programs, locale } = production;
	return withLocalCluster({ programs, owner, locale, root: '/var/tmp' }, work);
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
		const { client, target, identity, programs } = production;
		const roles = await readRoles(client);
		const sizes: number[] = [];
		const { value, teardown } = await withClone(async (cluster) => {
			const passwords = await withClient(cluster.target, 'test', (session) =>
				createRoles(session, roles, { login: ['migrator'] }),
			);
			const database = await createCloneDatabase(client, cluster.target, target.database);
			const restored = await restoreArchive({
				programs,
				target: database,
				archive,
				production: identity,
				onProgress: (bytes) => sizes.push(bytes),
			});
			const skipped = await withClient(database, 'test', (session) => applySettings(session, roles, target.database));
			const migrator = { ...database, user: 'migrator', password: passwords.get('migrator') ?? '' };
			return {
				restored,
				skipped,
				rolesOfClone: await withClient(database, 'test', readRoles),
				counts: await query(
					database,
					'SELECT (SELECT count(*)::int FROM unit) AS unit, (SELECT count(*)::int FROM hidden) AS hidden',
				),
				content: await query(database, "SELECT md5(string_agg(u::text, ',' ORDER BY id)) AS digest FROM unit u"),
				table: await query(
					database,
					"SELECT relowner::regrole::text AS owner, relacl::text AS acl FROM pg_class WHERE relname = 'unit'",
				),
				subscriptions: await query(database, 'SELECT count(*)::int AS count FROM pg_subscription'),
				asMigrator: await query(
					migrator,
					`SELECT current_user::text AS me, current_schemas(false)::text AS path, current_setting('work_mem') AS work_mem,
						current_setting('lock_timeout') AS lock_timeout, current_setting('statement_timeout') AS statement_timeout,
						current_setting('app.motto') AS motto`,
				),
				wrongPassword: await query({ ...migrator, password: 'production-only' }, 'SELECT 1').catch((error: unknown) =>
					String(error),
				),
				bootstrap: cluster.target.user,
			};
		});
		expect(value.restored).toMatchObject({ verdict: 'pass', raw: '', messages: [] });
		expect(value.restored.server.system_identifier).not.toBe(identity.system_identifier);
		expect(sizes.length).toBeGreaterThan(0);
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
		expect(cloned.roles.filter(({ name }) => name !== value.bootstrap)).toEqual(roles.roles);
		expect(cloned.memberships).toEqual(roles.memberships);
		expect(cloned.settings).toEqual(roles.settings);
		expect(roles.memberships).toContainEqual({
			role: 'Owner of it',
			member: 'migrator',
			admin: true,
			inherit: null,
			set: null,
		});
		expect(roles.settings.length).toBe(6);
		expect(JSON.stringify(roles)).not.toContain('production-only');
		expect(teardown).toEqual({ process_gone: true, socket_gone: true, folder_gone: true });
	});

	it('refuses every archive that is not the recorded one, before pg_restore starts', async () => {
		const { client, target, identity } = production;
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
			withClone(async (cluster) => {
				const database = await createCloneDatabase(client, cluster.target, target.database);
				for (const [damage, inflict, refusal, lie] of damages) {
					await copyFile(archive.file, copy);
					await inflict();
					const record = { ...archive, file: copy, ...lie };
					const attempt = restoreArchive({ programs, target: database, archive: record, production: identity });
					await expect(attempt, damage).rejects.toMatchObject({
						code: 'GATE_NOT_MET',
						message: expect.stringMatching(refusal),
					});
				}
				expect(await wasStarted()).toBe(false);
				// The witness itself works: an intact archive reaches it.
				const { verdict, messages } = await restoreArchive({
					programs,
					target: database,
					archive,
					production: identity,
				});
				expect(await wasStarted()).toBe(true);
				expect([verdict, messages.at(-1)?.text]).toEqual(['fail', 'pg_restore ended with exit code 3']);
			}).then(() => undefined),
		);
	});

	it('refuses an archive that is touched while it is restored', async () => {
		const { client, target, identity, programs } = production;
		await withClone(async (cluster) => {
			const database = await createCloneDatabase(client, cluster.target, target.database);
			const copy = join(production.folder, 'touched.dump');
			await copyFile(archive.file, copy);
			const touch = () => void chmod(copy, 0o400);
			const attempt = restoreArchive({
				programs,
				target: database,
				archive: { ...archive, file: copy },
				production: identity,
				onProgress: touch,
			});
			await expect(attempt).rejects.toMatchObject({ message: expect.stringContaining('touched while it was in use') });
		});
	});

	it('refuses production itself, another database of its server, and a database that is not empty', async () => {
		const { client, target, identity, cluster } = production;
		await cluster.createDatabase('scratch', { template: 'template0' });
		await withWitness(async (programs, wasStarted) => {
			for (const database of [target.database, 'scratch']) {
				const attempt = restoreArchive({ programs, target: { ...target, database }, archive, production: identity });
				await expect(attempt, database).rejects.toMatchObject({
					code: 'GATE_NOT_MET',
					message: expect.stringContaining('the same server'),
				});
			}
			await withClone(async (clone) => {
				const database = await createCloneDatabase(client, clone.target, 'used');
				await query(database, 'CREATE TABLE something ()');
				const attempt = restoreArchive({ programs, target: database, archive, production: identity });
				await expect(attempt).rejects.toMatchObject({
					code: 'GATE_NOT_MET',
					message: expect.stringContaining('not empty'),
				});
			});
			expect(await wasStarted()).toBe(false);
		});
	});

	it('fails when owners are missing, and shows neither rows nor logins', async () => {
		const { client, identity, programs } = production;
		await client.query(`
			CREATE EXTENSION postgres_fdw;
			CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw;
			CREATE USER MAPPING FOR migrator SERVER elsewhere OPTIONS (user 'u', password 'foreign-canary')`);
		const withMapping = await production.dump();
		const roles = await readRoles(client);
		await client.query('DROP EXTENSION postgres_fdw CASCADE');
		const { value } = await withClone(async (cluster) => {
			const bare = await createCloneDatabase(client, cluster.target, 'bare');
			const failed = await restoreArchive({ programs, target: bare, archive: withMapping, production: identity });
			const others = {
				...roles,
				roles: roles.roles.filter(({ name }) => name !== 'migrator'),
				memberships: [],
				settings: [],
			};
			await withClient(cluster.target, 'test', (session) => createRoles(session, others, { login: [] }));
			const owned = await createCloneDatabase(client, cluster.target, 'owned');
			return {
				failed,
				passed: await restoreArchive({ programs, target: owned, archive: withMapping, production: identity }),
			};
		});
		expect(value.failed.verdict).toBe('fail');
		expect(value.failed.messages.map(({ rule }) => rule)).toContain('user-mapping-role');
		expect(value.failed.messages.find(({ text }) => text.includes('OWNER TO'))?.verdict).toBe('fatal');
		expect(JSON.stringify(value.failed)).not.toContain('canary');
		expect(value.failed.raw).toContain("password '***'");
		expect(value.passed.verdict).toBe('pass');
		expect(value.passed.messages.map(({ rule }) => rule)).toEqual(['user-mapping-role', 'ignored-errors-sum']);
	});

	it('takes hostile names for names', async () => {
		const { client, identity, programs } = production;
		const names = [`a=b 'c' \\ "d"`, '-f', '$(touch /tmp/x)', 'postgresql://elsewhere/x', 'new\nline', 'ü'.repeat(31)];
		await withClone(async (cluster) => {
			for (const name of names) {
				const database = await createCloneDatabase(client, cluster.target, name);
				const roles = await readRoles(client);
				if (name === names[0])
					await withClient(cluster.target, 'test', (session) => createRoles(session, roles, { login: [] }));
				const { verdict } = await restoreArchive({
					programs,
					target: database,
					archive,
					production: identity,
					jobs: 2,
				});
				expect([name, verdict]).toEqual([name, 'pass']);
				expect(await query(database, 'SELECT current_database() AS name, count(*)::int AS count FROM unit')).toEqual([
					{ name, count: 2000 },
				]);
			}
		});
	});

	it('ends when it is told to, with the reason it was given', async () => {
		const { client, target, identity, programs } = production;
		const reason = new Error('the run was cancelled');
		await withClone(async (cluster) => {
			const database = await createCloneDatabase(client, cluster.target, target.database);
			const signal = AbortSignal.abort(reason);
			await expect(restoreArchive({ programs, target: database, archive, production: identity, signal })).rejects.toBe(
				reason,
			);
		});
	});
});
