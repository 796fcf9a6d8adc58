import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareRoles } from '../../../core/backup/compare/compare-roles.ts';
import { withIntactArchive } from '../../../platform/postgres/clone/archive/intact-archive.ts';
import type { Clone, CloneKind, CloneOrder, CloneProvider } from '../../../platform/postgres/clone/clone-provider.ts';
import { readDatabaseLocale } from '../../../platform/postgres/clone/database-locale.ts';
import { readDatabaseRights } from '../../../platform/postgres/clone/database-rights.ts';
import { endServer } from '../../../platform/postgres/clone/end-server.ts';
import { localClones } from '../../../platform/postgres/clone/local-clone.ts';
import { readRoles } from '../../../platform/postgres/clone/read-roles.ts';
import { remoteClones } from '../../../platform/postgres/clone/remote/remote-clone.ts';
import { restoreArchive } from '../../../platform/postgres/clone/restore-archive.ts';
import { tearDownCluster } from '../../../platform/postgres/clone/tear-down-cluster.ts';
import { type ConnectionTarget, parseConnectionUrl } from '../../../platform/postgres/connection-target.ts';
import { withClient } from '../../../platform/postgres/with-client.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';
import { installationId, type Production, startProduction } from './production.ts';

let production: Production;
/** A server that somebody provides, with a database and a role of its own. */
let provided: TestCluster;
let providedUrl: string;
/** A root of this file's own: what others left in /var/tmp is none of its business. */
let root: string;

beforeAll(async () => {
	production = await startProduction();
	provided = await startTestCluster();
	const admin = await provided.connect('postgres');
	await admin.query(
		"CREATE ROLE tenant LOGIN PASSWORD 'x'; CREATE ROLE neighbour; GRANT neighbour TO tenant; ALTER ROLE tenant SET work_mem = '5MB'",
	);
	const url = await provided.createDatabase('of_the_tenant', { owner: 'tenant' });
	await (await provided.connect(url)).query('CREATE TABLE precious AS SELECT generate_series(1, 100) AS id');
	providedUrl = url.replace('of_the_tenant', 'postgres');
	root = await mkdtemp('/var/tmp/cutter-clones-');
	await chmod(root, 0o755);
}, 90_000);
afterAll(async () => {
	for (const name of await readdir(root)) await endServer(join(root, name), null);
	await rm(root, { recursive: true });
	await provided.stop();
	await production.stop();
}, 60_000);

const query = (target: ConnectionTarget, text: string) =>
	withClient(target, 'test', async (client) => (await client.query(text)).rows);

/** All that is on the provided server beside clones: databases, roles, memberships, settings, and a tenant's rows. */
async function describeProvided(): Promise<unknown> {
	const admin = await provided.connect('postgres');
	try {
		const { rows: databases } = await admin.query(
			"SELECT datname, datdba::regrole::text, datacl::text, shobj_description(oid, 'pg_database') FROM pg_database ORDER BY 1",
		);
		const tenant = { ...parseConnectionUrl(providedUrl), database: 'of_the_tenant' };
		return {
			databases,
			roles: await readRoles(admin),
			marks: (await admin.query("SELECT rolname, shobj_description(oid, 'pg_authid') AS mark FROM pg_roles ORDER BY 1"))
				.rows,
			precious: await query(tenant, 'SELECT count(*)::int AS count, md5(string_agg(id::text, $$,$$)) FROM precious'),
		};
	} finally {
		await admin.end();
	}
}

interface Implementation {
	readonly kind: CloneKind;
	provider(): CloneProvider;
	/** What is to be found of clones, from the outside; empty when nothing is left. */
	traces(): Promise<string[]>;
	remove(place: string): Promise<void>;
	readonly gone: Record<string, true>;
}

const implementations: readonly Implementation[] = [
	{
		kind: 'local-cluster',
		provider: () => localClones({ programs: production.programs, root }),
		traces: () => readdir(root),
		remove: async (place) => {
			await tearDownCluster(place, null);
		},
		gone: { process_gone: true, socket_gone: true, folder_gone: true },
	},
	{
		kind: 'remote-instance',
		provider: () => remoteClones({ login: parseConnectionUrl(providedUrl), lockWaitMs: 2_000, now: () => new Date() }),
		traces: async () => {
			const admin = parseConnectionUrl(providedUrl);
			const rows = await query(
				admin,
				"SELECT datname::text AS name FROM pg_database WHERE datname LIKE 'cutter%' UNION SELECT rolname FROM pg_roles WHERE rolname IN ('migrator', 'Owner of it')",
			);
			return rows.map(({ name }) => String(name));
		},
		remove: async (place) => {
			const database = place.slice(place.lastIndexOf('/') + 1);
			const admin = await provided.connect('postgres');
			await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
			await admin.query(`DROP ROLE migrator, "Owner of it", "we ""ird; role"`);
			await admin.end();
		},
		gone: { database_gone: true, sessions_gone: true, roles_gone: true },
	},
];

describe.each(implementations)('a clone by $kind', { timeout: 30_000 }, ({ kind, provider, traces, remove, gone }) => {
	const order = (more: Partial<CloneOrder> = {}): CloneOrder => ({
		owner: { installationId, runId: 'run' },
		source: production.source,
		login: ['migrator'],
		...more,
	});
	const lend = <Result>(work: (clone: Clone) => Promise<Result>, more?: Partial<CloneOrder>) =>
		provider().withClone(order(more), work);

	async function startHolder(keep: boolean): Promise<{ holder: ChildProcess; place: string }> {
		const script = fileURLToPath(new URL('./hold-clone.ts', import.meta.url));
		const holder = spawn(process.execPath, ['--no-warnings', script], { stdio: ['pipe', 'pipe', 'inherit'] });
		const url = kind === 'remote-instance' ? providedUrl : null;
		holder.stdin.end(
			JSON.stringify({
				pgBin: production.cluster.binDir,
				root,
				url,
				keep,
				run: 'the killed one',
				source: production.source,
			}),
		);
		const [chunk] = await once(holder.stdout, 'data');
		return { holder, place: String(chunk).trim() };
	}

	async function kill(holder: ChildProcess): Promise<void> {
		holder.kill('SIGKILL');
		await once(holder, 'exit');
	}

	it('is empty, on another server, in production’s encoding and locale, with its owner and rights', async () => {
		const { value } = await lend(async (clone) => {
			expect(clone.kind).toBe(kind);
			expect(clone.server.system_identifier).not.toBe(production.source.identity.system_identifier);
			return withClient(clone.superuser, 'test', async (session) => ({
				locale: await readDatabaseLocale(session),
				rights: await readDatabaseRights(session),
				tables: (await session.query('SELECT count(*)::int AS count FROM pg_class WHERE oid >= 16384')).rows,
			}));
		});
		expect(value.locale).toMatchObject({
			encoding: production.source.locale.encoding,
			provider: production.source.locale.provider,
			lc_collate: production.source.locale.lc_collate,
			lc_ctype: production.source.locale.lc_ctype,
			lc_monetary: production.source.locale.lc_monetary,
		});
		expect(value.rights).toEqual(production.source.rights);
		expect(value.tables).toEqual([{ count: 0 }]);
	});

	it('has production’s roles and memberships, and lets those in that were asked for, with a password of its own', async () => {
		await lend(async ({ superuser, logins, exceptions }) => {
			const roles = await withClient(superuser, 'test', readRoles);
			expect(compareRoles(production.source.roles, roles, exceptions)).toEqual([]);
			const migrator = logins.get('migrator');
			if (!migrator) throw new Error('no login');
			expect(await query(migrator, 'SELECT current_user::text AS me')).toEqual([{ me: 'migrator' }]);
			await expect(query({ ...migrator, password: 'production-only' }, 'SELECT 1')).rejects.toThrow(/password/);
			expect([...logins.keys()]).toEqual(['migrator']);
		});
	});

	it('takes an archive and gives the same verdict', async () => {
		const archive = await production.dump();
		const { programs, source } = production;
		const { value } = await lend(({ superuser }) =>
			withIntactArchive(archive, async (intact) => {
				const restored = await restoreArchive({
					programs,
					target: superuser,
					archive: intact,
					production: source.identity,
				});
				const rows = await query(
					superuser,
					"SELECT count(*)::int AS count, (SELECT relowner::regrole::text || ' ' || relacl::text FROM pg_class WHERE relname = 'unit') AS owner FROM unit",
				);
				return { verdict: restored.verdict, messages: restored.messages, rows };
			}),
		);
		expect(value).toEqual({
			verdict: 'pass',
			messages: [],
			rows: [{ count: 2000, owner: expect.stringContaining('"Owner of it" ') }],
		});
	});

	it('is gone afterwards, and proven to be', async () => {
		const { value, removal } = await lend(async ({ place }) => ({ place, during: await traces() }));
		expect(value.during).not.toEqual([]);
		expect(removal).toMatchObject({ kind, place: value.place, gone });
		expect(await traces()).toEqual([]);
	});

	it('is gone when the work fails, whose error is the one that is seen', async () => {
		const failure = new Error('the rehearsal failed');
		await expect(
			lend(async () => {
				throw failure;
			}),
		).rejects.toBe(failure);
		expect(await traces()).toEqual([]);
	});

	it('is gone even while somebody is connected to it', async () => {
		let left: ReturnType<typeof query> | undefined;
		const { removal } = await lend(async ({ superuser }) => {
			left = query(superuser, 'SELECT pg_sleep(60)');
			left.catch(() => undefined);
			while (
				(await query(superuser, "SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'")).length === 0
			);
		});
		await expect(left).rejects.toThrow();
		expect(removal?.gone).toEqual(gone);
	});

	it.each<[string, (source: CloneOrder['source']) => Partial<CloneOrder>, RegExp]>([
		[
			'another major version',
			(source) => ({ source: { ...source, identity: { ...source.identity, version_num: 160_003 } } }),
			/runs PostgreSQL 15, production runs 16/,
		],
		[
			'a locale that it lacks',
			(source) => ({ source: { ...source, locale: { ...source.locale, lc_collate: 'xx_XX.UTF-8' } } }),
			/xx_XX\.UTF-8/,
		],
		[
			'an extension that it lacks',
			(source) => ({ source: { ...source, extensions: [{ name: 'absent', version: '1.0' }] } }),
			/absent 1\.0 \(it has none\)/,
		],
		[
			'another version of an extension',
			(source) => ({ source: { ...source, extensions: [{ name: 'plpgsql', version: '0.9' }] } }),
			/plpgsql 0\.9 \(it would install 1\.0\)/,
		],
		['a login that production lacks', () => ({ login: ['nobody'] }), /The role nobody does not exist on production/],
	])('is refused for %s, and nothing is left', async (_, change, reason) => {
		let worked = false;
		const attempt = lend(async () => {
			worked = true;
		}, change(production.source));
		await expect(attempt).rejects.toMatchObject({ code: 'GATE_NOT_MET', message: expect.stringMatching(reason) });
		expect(worked).toBe(false);
		expect(await traces()).toEqual([]);
	});

	it('is swept when its owner was killed, together with all that was made for it', async () => {
		const { holder, place } = await startHolder(false);
		await kill(holder);
		expect(await traces()).not.toEqual([]);
		const { removed } = await provider().sweep();
		expect(removed).toMatchObject([
			{ owner: { installationId, runId: 'the killed one' }, removal: { kind, place, gone } },
		]);
		expect(await traces()).toEqual([]);
	});

	it('is left to its living owner by a sweep', async () => {
		const { holder } = await startHolder(false);
		const swept = await provider()
			.sweep()
			.catch((error: { code: string }) => error.code);
		expect(swept === 'LOCK_HELD' || (typeof swept === 'object' && swept.removed.length === 0)).toBe(true);
		expect(await traces()).not.toEqual([]);
		await kill(holder);
		expect((await provider().sweep()).removed).toHaveLength(1);
	});

	it('stays where it is when somebody asked to keep it', async () => {
		const { value: place, removal } = await lend(async (clone) => clone.place, { keep: true });
		expect(removal).toBeNull();
		expect((await provider().sweep()).left).toContainEqual({ place, reason: 'somebody asked to keep it' });
		expect(await traces()).not.toEqual([]);
		await remove(place);
		expect(await traces()).toEqual([]);
	});
});

describe('the server that somebody provides', { timeout: 60_000 }, () => {
	it('is afterwards as it was before', async () => {
		const before = await describeProvided();
		const remote = remoteClones({ login: parseConnectionUrl(providedUrl), lockWaitMs: 2_000, now: () => new Date() });
		const archive = await production.dump();
		await remote.withClone(
			{ owner: { installationId, runId: 'run' }, source: production.source, login: ['migrator'] },
			({ superuser }) =>
				withIntactArchive(archive, (intact) =>
					restoreArchive({
						programs: production.programs,
						target: superuser,
						archive: intact,
						production: production.source.identity,
					}),
				),
		);
		expect(await describeProvided()).toEqual(before);
	});
});
