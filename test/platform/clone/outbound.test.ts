import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neutralizeClone } from '../../../actions/rehearsal/neutralize-clone.ts';
import { dblinkIsOff } from '../../../core/backup/classify-restore-message.ts';
import { exceptionsOfMessages } from '../../../core/backup/derive-exceptions.ts';
import { withIntactArchive } from '../../../platform/postgres/clone/archive/intact-archive.ts';
import type { Clone, CloneProvider } from '../../../platform/postgres/clone/clone-provider.ts';
import { localClones } from '../../../platform/postgres/clone/local-clone.ts';
import { listOutbound } from '../../../platform/postgres/clone/outbound/list-outbound.ts';
import { remoteClones } from '../../../platform/postgres/clone/remote/remote-clone.ts';
import { restoreArchive } from '../../../platform/postgres/clone/restore-archive.ts';
import { type ConnectionTarget, parseConnectionUrl } from '../../../platform/postgres/connection-target.ts';
import { withClient } from '../../../platform/postgres/with-client.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';
import { installationId, type Production, startProduction } from './production.ts';

/** Somebody else's server: it must see nobody. One listens by TCP, one in the file system, where no namespace helps. */
interface Witness {
	readonly host: string;
	readonly port: number;
	readonly visitors: () => number;
	close(): Promise<void>;
}

let production: Production;
let provided: TestCluster;
let witnesses: Witness[];
let archive: Awaited<ReturnType<Production['dump']>>;

const query = (target: ConnectionTarget, text: string) =>
	withClient(target, 'test', async (client) => (await client.query(text)).rows);

async function listen(server: Server, where: { port: number; host: string } | { path: string }): Promise<Server> {
	await new Promise<void>((resolve) => server.listen(where, resolve));
	return server;
}

async function startWitnesses(): Promise<Witness[]> {
	let byTcp = 0;
	let bySocket = 0;
	const tcp = await listen(
		createServer((socket) => {
			byTcp++;
			socket.destroy();
		}),
		{ port: 0, host: '127.0.0.1' },
	);
	const folder = await mkdtemp(join(tmpdir(), 'witness-'));
	const path = join(folder, '.s.PGSQL.5432');
	const unix = await listen(
		createServer((socket) => {
			bySocket++;
			socket.destroy();
		}),
		{ path },
	);
	await Promise.all([chmod(folder, 0o755), chmod(path, 0o777)]);
	const address = tcp.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	const end = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));
	return [
		{ host: '127.0.0.1', port, visitors: () => byTcp, close: () => end(tcp) },
		{
			host: folder,
			port: 5432,
			visitors: () => bySocket,
			close: async () => {
				await end(unix);
				await rm(folder, { recursive: true, force: true });
			},
		},
	];
}

/** A database that copies from elsewhere by a foreign table and by dblink; both point at the witnesses when it is dumped. */
async function makeReachingSubject(): Promise<void> {
	const { client, cluster } = production;
	const own = `host '${cluster.host}', port '5432', dbname 'subject'`;
	const link = `host=${cluster.host} port=5432 dbname=subject user=postgres password=${cluster.password}`;
	await client.query(`
		CREATE EXTENSION postgres_fdw; CREATE EXTENSION dblink;
		CREATE TABLE place (conninfo text); INSERT INTO place VALUES ('${link}');
		CREATE FUNCTION linked() RETURNS SETOF int LANGUAGE sql AS
			$$ SELECT id FROM public.dblink((SELECT min(conninfo) FROM public.place), 'SELECT id FROM unit LIMIT 3') AS t(id int) $$;
		CREATE MATERIALIZED VIEW by_dblink AS SELECT * FROM linked();
		CREATE FUNCTION note_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
		CREATE EVENT TRIGGER watch_ddl ON ddl_command_end EXECUTE FUNCTION note_ddl();
		CREATE SCHEMA cron; CREATE TABLE cron.job (id int);`);
	for (const [index, { host, port }] of witnesses.entries()) {
		await client.query(`
			CREATE SERVER elsewhere_${index} FOREIGN DATA WRAPPER postgres_fdw OPTIONS (${own});
			CREATE USER MAPPING FOR postgres SERVER elsewhere_${index} OPTIONS (user 'postgres', password '${cluster.password}');
			CREATE FOREIGN TABLE far_${index} (id int) SERVER elsewhere_${index} OPTIONS (schema_name 'public', table_name 'unit');
			CREATE MATERIALIZED VIEW by_fdw_${index} AS SELECT count(*) FROM far_${index};
			ALTER SERVER elsewhere_${index} OPTIONS (SET host '${host}', SET port '${port}', ADD connect_timeout '3')`);
	}
	await client.query(`UPDATE place SET conninfo = 'host=${witnesses[1]?.host} dbname=x user=y password=z'`);
	archive = await production.dump();
}

beforeAll(async () => {
	production = await startProduction();
	provided = await startTestCluster();
	witnesses = await startWitnesses();
	await makeReachingSubject();
}, 90_000);
afterAll(async () => {
	for (const witness of witnesses) await witness.close();
	await provided.stop();
	await production.stop();
}, 60_000);

const providers: [string, () => CloneProvider][] = [
	['local-cluster', () => localClones({ programs: production.programs, root: '/var/tmp' })],
	[
		'remote-instance',
		() => {
			const host = encodeURIComponent(provided.host);
			const login = parseConnectionUrl(`postgresql://postgres:${provided.password}@${host}/postgres`);
			return remoteClones({ login, lockWaitMs: 1_000, now: () => new Date() });
		},
	],
];

describe.each(providers)('a clone by %s', { timeout: 60_000 }, (_, provider) => {
	async function restored<Result>(
		work: (clone: Clone, messages: Awaited<ReturnType<typeof restoreArchive>>) => Promise<Result>,
	) {
		const { programs } = production;
		const source = await production.readSource();
		const order = { owner: { installationId, runId: 'run' }, source, login: [] };
		const { value } = await provider().withClone(order, async (clone) =>
			work(
				clone,
				await withIntactArchive(archive, (intact) =>
					restoreArchive({ programs, target: clone.superuser, archive: intact, production: source.identity }),
				),
			),
		);
		return value;
	}
	const visitors = () => witnesses.map((witness) => witness.visitors());

	it('reaches nobody while it is restored; what could not be copied from elsewhere is excepted by name', async () => {
		const before = visitors();
		const { verdict, messages } = await restored(async (__, result) => result);
		expect(visitors()).toEqual(before);
		expect(messages.filter((message) => message.verdict === 'fatal')).toEqual([]);
		expect(verdict).toBe('pass');
		expect(
			exceptionsOfMessages(messages)
				.map(({ what }) => what)
				.sort(),
		).toEqual([
			'materialized view public.by_dblink',
			'materialized view public.by_fdw_0',
			'materialized view public.by_fdw_1',
		]);
	});

	it('is given back for the comparison as the archive has it', async () => {
		await restored(async ({ superuser }) => {
			const rows = `SELECT count(*)::int AS count FROM`;
			expect(
				await query(superuser, `${rows} pg_foreign_data_wrapper WHERE fdwhandler = 0 AND fdwname = 'postgres_fdw'`),
			).toEqual([{ count: 0 }]);
			expect(await query(superuser, `${rows} pg_user_mappings`)).toEqual([{ count: 2 }]);
			expect(
				await query(superuser, "SELECT prosrc, probin FROM pg_proc WHERE proname = 'dblink_connect' ORDER BY 1, 2"),
			).toEqual(
				await query(
					production.target,
					"SELECT prosrc, probin FROM pg_proc WHERE proname = 'dblink_connect' ORDER BY 1, 2",
				),
			);
		});
	});

	it('reaches nobody once it is neutralised, whatever its statements ask for, and keeps its event triggers', async () => {
		await restored(async ({ superuser }) => {
			await neutralizeClone(superuser);
			const before = visitors();
			const refused = async (text: string, reason: RegExp) =>
				expect(query(superuser, text), text).rejects.toThrow(reason);
			for (const index of [0, 1]) {
				await refused(`SELECT * FROM far_${index}`, /has no handler/);
				await refused(`REFRESH MATERIALIZED VIEW by_fdw_${index}`, /has no handler/);
				await refused(`SELECT dblink_connect('elsewhere_${index}')`, new RegExp(dblinkIsOff));
			}
			await refused('SELECT * FROM linked()', new RegExp(dblinkIsOff));
			await refused("SELECT dblink_exec('host=127.0.0.1 user=y', 'SELECT 1')", new RegExp(dblinkIsOff));
			await refused("SELECT dblink_connect_u('c', 'host=127.0.0.1 user=y')", new RegExp(dblinkIsOff));
			expect(visitors()).toEqual(before);
			expect(await query(superuser, 'SELECT evtname, evtenabled FROM pg_event_trigger')).toEqual([
				{ evtname: 'watch_ddl', evtenabled: 'O' },
			]);
			expect(await query(superuser, 'SELECT count(*)::int AS count FROM pg_user_mappings')).toEqual([{ count: 0 }]);
		});
	});

	it('names what could reach out, and what jobs it has that nobody runs', async () => {
		await restored(async ({ superuser }) => {
			expect(await withClient(superuser, 'test', listOutbound)).toEqual([
				{ what: 'extension dblink', state: 'switched-off' },
				{ what: 'foreign server elsewhere_0 (postgres_fdw)', state: 'switched-off' },
				{ what: 'foreign server elsewhere_1 (postgres_fdw)', state: 'switched-off' },
				{ what: 'jobs in cron.job', state: 'not-run' },
			]);
		});
	});
});

it('the witnesses see who really comes', async () => {
	const before = witnesses.map((witness) => witness.visitors());
	await expect(query(production.target, 'SELECT * FROM far_0')).rejects.toThrow();
	await expect(query(production.target, 'SELECT * FROM far_1')).rejects.toThrow();
	expect(witnesses.map((witness, index) => witness.visitors() - (before[index] ?? 0))).toEqual([1, 1]);
}, 60_000);
