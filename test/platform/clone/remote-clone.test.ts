import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withIntactArchive } from '../../../platform/postgres/clone/archive/intact-archive.ts';
import type { Clone, CloneOrder } from '../../../platform/postgres/clone/clone-provider.ts';
import { remoteClones } from '../../../platform/postgres/clone/remote/remote-clone.ts';
import { restoreArchive } from '../../../platform/postgres/clone/restore-archive.ts';
import { findInitAccount } from '../../../platform/postgres/clone/server-account.ts';
import { type ConnectionTarget, parseConnectionUrl } from '../../../platform/postgres/connection-target.ts';
import { withPassFile } from '../../../platform/postgres/programs/with-pass-file.ts';
import { withClient } from '../../../platform/postgres/with-client.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';
import { installationId, type Production, startProduction } from './production.ts';

let production: Production;
let provided: TestCluster;
let login: ConnectionTarget;
let admin: pg.Client;

beforeAll(async () => {
	production = await startProduction();
	provided = await startTestCluster({ log_statement: 'all' });
	admin = await provided.connect('postgres');
	login = parseConnectionUrl(
		`postgresql://postgres:${provided.password}@${encodeURIComponent(provided.host)}/postgres`,
	);
}, 90_000);
afterAll(async () => {
	await provided.stop();
	await production.stop();
}, 60_000);

const lend = <Result>(
	work: (clone: Clone) => Promise<Result>,
	order: Partial<CloneOrder> = {},
	target: ConnectionTarget = login,
) =>
	remoteClones({ login: target, lockWaitMs: 300, now: () => new Date() }).withClone(
		{ owner: { installationId, runId: 'run' }, source: production.source, login: [], ...order },
		work,
	);
const nothing = async () => undefined;
const cloneNames = async (client = admin) =>
	(await client.query("SELECT datname FROM pg_database WHERE datname LIKE 'cutter_clone%'")).rows.map(({ datname }) =>
		String(datname),
	);

/** A running physical copy of production: every mark of PostgreSQL's own is production's. */
async function withPhysicalCopy(work: (target: ConnectionTarget) => Promise<void>): Promise<void> {
	const { cluster } = production;
	const account = await findInitAccount();
	const folder = await mkdtemp('/var/tmp/cutter-test-copy-');
	if (account) await chown(folder, account.uid, account.gid);
	const data = join(folder, 'data');
	const identity = account ? { uid: account.uid, gid: account.gid } : {};
	await withPassFile(cluster.password, (PGPASSFILE) =>
		promisify(execFile)(
			`${cluster.binDir}/pg_basebackup`,
			['-h', cluster.host, '-U', 'postgres', '-D', data, '-X', 'fetch', '-c', 'fast'],
			{
				env: { PATH: '/usr/bin:/bin', PGPASSFILE },
			},
		),
	);
	if (account) await promisify(execFile)('/bin/chown', ['-R', `${account.uid}:${account.gid}`, data]);
	const server = spawn(
		`${cluster.binDir}/postgres`,
		['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'],
		{
			...identity,
			cwd: '/',
			stdio: 'ignore',
		},
	);
	try {
		const target = { ...production.target, host: folder, database: 'postgres' };
		for (let tries = 0; ; tries++) {
			const up = await withClient(target, 'test', async () => true).catch(() => false);
			if (up) break;
			if (tries > 200) throw new Error('the copy did not start');
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		await work(target);
	} finally {
		server.kill('SIGQUIT');
		await once(server, 'exit');
		await rm(folder, { recursive: true, force: true });
	}
}

describe('a restore server is refused', { timeout: 60_000 }, () => {
	it('when it is production itself, whatever database it is asked for', async () => {
		const before = await production.client.query('SELECT datname, datacl::text FROM pg_database ORDER BY 1');
		for (const database of ['subject', 'postgres', 'template1']) {
			await expect(lend(nothing, {}, { ...production.target, database }), database).rejects.toMatchObject({
				code: 'GATE_NOT_MET',
				message: expect.stringContaining('the same server'),
			});
		}
		expect((await production.client.query('SELECT datname, datacl::text FROM pg_database ORDER BY 1')).rows).toEqual(
			before.rows,
		);
	});

	it('when it is a physical copy of production', async () => {
		await withPhysicalCopy(async (target) => {
			await expect(lend(nothing, {}, target)).rejects.toMatchObject({
				code: 'GATE_NOT_MET',
				message: expect.stringContaining('physical copy'),
			});
			expect(await withClient(target, 'test', (client) => cloneNames(client))).toEqual([]);
		});
	});

	it('when one of its databases holds this very installation, and not when it holds another', async () => {
		const holder = await provided.connect(await provided.createDatabase('staging'));
		await holder.query('CREATE SCHEMA cutter_control; CREATE TABLE cutter_control.installation (id uuid)');
		await holder.query("INSERT INTO cutter_control.installation VALUES ('00000000-0000-4000-8000-000000000000')");
		await expect(lend(async () => 'done')).resolves.toMatchObject({ value: 'done' });
		await holder.query('INSERT INTO cutter_control.installation VALUES ($1)', [installationId]);
		await expect(lend(nothing)).rejects.toMatchObject({
			code: 'GATE_NOT_MET',
			message: expect.stringContaining('database staging of the restore server holds this very installation'),
		});
		await holder.end();
		await admin.query('DROP DATABASE staging');
		expect(await cloneNames()).toEqual([]);
	});

	it.each<[string, Partial<ConnectionTarget>, RegExp]>([
		['the password is wrong', { password: 'canary-of-a-password' }, /password authentication failed/],
		['nobody listens there', { host: '/var/tmp/no-such-folder' }, /ENOENT/],
		['the database is none', { database: 'none' }, /database "none" does not exist/],
	])('when %s, in PostgreSQL’s words and without the password', async (_, change, reason) => {
		const attempt = lend(nothing, {}, { ...login, ...change });
		await expect(attempt).rejects.toMatchObject({ code: 'GATE_NOT_MET', message: expect.stringMatching(reason) });
		await expect(attempt).rejects.not.toMatchObject({ message: expect.stringContaining('canary') });
	});

	it('when its login may create nothing', async () => {
		await admin.query("CREATE ROLE weak LOGIN PASSWORD 'weak'; GRANT EXECUTE ON FUNCTION pg_control_system() TO weak");
		await expect(lend(nothing, {}, { ...login, user: 'weak', password: 'weak' })).rejects.toMatchObject({
			code: 'GATE_NOT_MET',
			message: expect.stringContaining('may not create databases and roles'),
		});
		await admin.query('DROP OWNED BY weak; DROP ROLE weak');
	});

	it('when a role of its own is unlike production’s, or is the one that has to log in', async () => {
		await admin.query('CREATE ROLE migrator NOLOGIN');
		await expect(lend(nothing)).rejects.toMatchObject({
			message: expect.stringMatching(/migrator.*unlike.*can_login/),
		});
		await admin.query('ALTER ROLE migrator LOGIN');
		await expect(lend(nothing, { login: ['migrator'] })).rejects.toMatchObject({
			message: expect.stringContaining('cannot log in as it'),
		});
		await admin.query('DROP ROLE migrator');
		expect(await cloneNames()).toEqual([]);
	});

	it('while another clone is under way there', async () => {
		await lend(async () => {
			await expect(lend(nothing)).rejects.toMatchObject({ code: 'LOCK_HELD' });
		});
		await expect(lend(async () => 'done')).resolves.toMatchObject({ value: 'done' });
	});
});

describe('what is on a restore server already', { timeout: 60_000 }, () => {
	it('is used when it is a role like production’s, stays as it is, and is named', async () => {
		await admin.query(
			'CREATE ROLE "Owner of it" NOLOGIN CONNECTION LIMIT 3; COMMENT ON ROLE "Owner of it" IS \'mine\'',
		);
		const { value, removal } = await lend(async ({ exceptions }) => exceptions);
		expect(value).toContainEqual(expect.objectContaining({ what: 'role Owner of it', rule: 'role-of-the-server' }));
		expect(removal?.roles).toEqual(['migrator', 'we "ird; role']);
		const { rows } = await admin.query(
			"SELECT rolconnlimit, shobj_description(oid, 'pg_authid') AS comment FROM pg_roles WHERE rolname = 'Owner of it'",
		);
		expect(rows).toEqual([{ rolconnlimit: 3, comment: 'mine' }]);
		await admin.query('DROP ROLE "Owner of it"');
	});

	it('is left by the sweep, though it has a name like a clone’s', async () => {
		await admin.query('CREATE DATABASE cutter_clone_0123456789abcdef');
		await admin.query('CREATE DATABASE cutter_clone_of_somebody');
		const remote = remoteClones({ login, lockWaitMs: 300, now: () => new Date() });
		expect(await remote.sweep()).toEqual({
			removed: [],
			left: [
				{
					place: `${provided.host}/cutter_clone_0123456789abcdef`,
					reason: 'it has no lease that can be read',
				},
			],
		});
		expect((await cloneNames()).length).toBe(2);
		await admin.query('DROP DATABASE cutter_clone_0123456789abcdef');
		await admin.query('DROP DATABASE cutter_clone_of_somebody');
	});

	it('keeps a clone from being removed when it came to depend on it, and that is said', async () => {
		await admin.query('CREATE DATABASE neighbour');
		const beside = await provided.connect('neighbour');
		const attempt = lend(async ({ superuser }) => {
			await beside.query('CREATE TABLE kept (); ALTER TABLE kept OWNER TO migrator');
			return superuser.database;
		});
		await expect(attempt).rejects.toMatchObject({
			code: 'OUTCOME_UNKNOWN',
			message: expect.stringMatching(/could not be removed completely.*migrator.*cannot be dropped/),
		});
		await beside.query('DROP TABLE kept');
		await beside.end();
		await admin.query('DROP DATABASE neighbour');
		const remote = remoteClones({ login, lockWaitMs: 300, now: () => new Date() });
		expect((await remote.sweep()).removed).toMatchObject([
			{ removal: { gone: { roles_gone: true }, roles: expect.arrayContaining(['migrator']) } },
		]);
		expect((await admin.query("SELECT rolname FROM pg_roles WHERE rolname = 'migrator'")).rows).toEqual([]);
	});
});

describe('a login that is no superuser', { timeout: 60_000 }, () => {
	it('restores what it may, into the hands of production’s owners, and says what it could not make', async () => {
		await admin.query(
			"CREATE ROLE operator LOGIN CREATEDB CREATEROLE PASSWORD 'op'; GRANT EXECUTE ON FUNCTION pg_control_system() TO operator",
		);
		const { client, programs } = production;
		await client.query('CREATE ROLE plain LOGIN; CREATE ROLE auditor NOLOGIN REPLICATION');
		await production.cluster.createDatabase('simple', { owner: 'plain' });
		const simple = await production.cluster.connect('simple');
		await simple.query(
			'SET ROLE plain; CREATE TABLE note (id serial PRIMARY KEY, text text); INSERT INTO note (text) SELECT n::text FROM generate_series(1, 50) n; GRANT SELECT ON note TO auditor',
		);
		const simpleProduction = await production.of('simple');
		const archive = await simpleProduction.dump();
		const { value } = await lend(
			async ({ superuser, exceptions }) => {
				const restored = await withIntactArchive(archive, (intact) =>
					restoreArchive({ programs, target: superuser, archive: intact, production: production.source.identity }),
				);
				const owner = await withClient(superuser, 'test', (session) =>
					session.query(
						"SELECT relowner::regrole::text AS owner, (SELECT count(*)::int FROM note) AS count, has_table_privilege('auditor', 'note', 'SELECT') AS granted FROM pg_class WHERE relname = 'note'",
					),
				);
				return { restored, owner: owner.rows, exceptions };
			},
			{ source: simpleProduction.source },
			{ ...login, user: 'operator', password: 'op' },
		);
		expect(value.restored).toMatchObject({ verdict: 'pass', messages: [] });
		expect(value.owner).toEqual([{ owner: 'plain', count: 50, granted: true }]);
		expect(value.exceptions).toContainEqual(
			expect.objectContaining({ what: 'role auditor', rule: 'role-without-superuser-powers' }),
		);
		await admin.query('DROP OWNED BY operator; DROP ROLE operator');
		expect((await admin.query("SELECT rolname FROM pg_roles WHERE rolname IN ('plain', 'auditor')")).rows).toEqual([]);
	});
});

describe('the password of a login', { timeout: 60_000 }, () => {
	it('is in no statement, and so in no log of a server that logs them all', async () => {
		const { value: password } = await lend(
			async ({ logins }) => {
				const migrator = logins.get('migrator');
				if (!migrator) throw new Error('no login');
				await withClient(migrator, 'test', (session) => session.query('SELECT 1'));
				return migrator.password;
			},
			{ login: ['migrator'] },
		);
		const log = await readFile(join(provided.host, 'log'), 'utf8');
		expect(password).toMatch(/^[\w-]{32}$/);
		expect(log).toContain('CREATE ROLE "migrator"');
		expect(log).not.toContain(password);
	});
});
