import { randomBytes } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectionTarget } from '../connection-target.ts';
import { requireProgram } from '../programs/assert-client-fits.ts';
import type { PgPrograms } from '../programs/find-programs.ts';
import { awaitServer } from './await-server.ts';
import type { CloneOwner } from './clone-provider.ts';
import { clusterPort, createClusterFolder } from './cluster-folder.ts';
import { writeLease } from './cluster-lease.ts';
import type { DatabaseLocale } from './database-locale.ts';
import { initCluster } from './init-cluster.ts';
import { chooseLaunch, isOutboundIsolated } from './isolate-network.ts';
import { type Settings, startServer } from './start-server.ts';
import { type Teardown, tearDownCluster } from './tear-down-cluster.ts';

export interface ClusterOrder {
	readonly programs: PgPrograms;
	readonly owner: CloneOwner;
	/** Production's, so that its own databases can be told apart by nothing but content. */
	readonly locale: DatabaseLocale;
	/** Leaves the cluster running when the work ends; its folder then holds the connection URL in `url`. */
	readonly keep?: boolean | undefined;
	/** Server settings to have in common with production, e.g. TimeZone. */
	readonly settings?: Settings | undefined;
	readonly root?: string | undefined;
	readonly now?: (() => Date) | undefined;
	readonly readyWithinMs?: number | undefined;
	readonly signal?: AbortSignal | undefined;
}

/** A running PostgreSQL of our own making. It ends with the bracket that lent it. */
export interface LocalCluster {
	/** As its only superuser, in the database `postgres`. */
	readonly target: ConnectionTarget;
	readonly folder: string;
	readonly version_num: number;
	/**
	 * True when its processes see no network at all. Sockets in the file system stay reachable to what names them with
	 * a password of its own.
	 */
	readonly outbound_isolated: boolean;
}

export interface ClusterEnd<Result> {
	readonly value: Result;
	/** Null when the cluster was kept. */
	readonly teardown: Teardown | null;
}

/**
 * Lends a throwaway PostgreSQL cluster: private folder, Unix socket only, passwords everywhere, no network where the
 * system allows it; torn down afterwards, and proven gone, whatever the work did. When this process is killed, the
 * next `sweepOrphanedClusters` removes it.
 * @throws CutterError GATE_NOT_MET when it cannot be made, OUTCOME_UNKNOWN when it cannot be removed; what `work` throws
 */
export async function withLocalCluster<Result>(
	order: ClusterOrder,
	work: (cluster: LocalCluster) => Promise<Result>,
): Promise<ClusterEnd<Result>> {
	const folder = await createClusterFolder(order.root ?? '/var/tmp');
	const started: { pid: number | null; ready: boolean } = { pid: null, ready: false };
	const end = async (): Promise<Teardown | null> =>
		order.keep && started.ready ? null : tearDownCluster(folder, started.pid);
	let value: Result;
	try {
		await writeLease(folder, order.owner, order.keep ?? false, (order.now ?? (() => new Date()))());
		const cluster = await bringUp(folder, order, (pid) => {
			started.pid = pid;
		});
		started.ready = true;
		value = await work(cluster);
	} catch (error) {
		// Both are worth knowing: what went wrong, and that something is left behind.
		await end().catch((left: unknown) => {
			throw new AggregateError([error, left], `${String(error)}; ${String(left)}`);
		});
		throw error;
	}
	return { value, teardown: await end() };
}

async function bringUp(
	folder: string,
	order: ClusterOrder,
	onStart: (pid: number | null) => void,
): Promise<LocalCluster> {
	// Not a name that production can have: its own superuser is created beside it.
	const superuser = `cutter_${randomBytes(8).toString('hex')}`;
	const password = randomBytes(24).toString('base64url');
	const target = { host: folder, port: clusterPort, user: superuser, password, database: 'postgres' };
	const account = await initCluster({ ...order, folder, superuser, password });
	const launch = await chooseLaunch(requireProgram(order.programs, 'postgres'), account);
	const server = await startServer(folder, launch, order.settings ?? {});
	onStart(server.pid ?? null);
	const version_num = await awaitServer(folder, server, target, order.readyWithinMs ?? 30_000);
	if (order.keep) await leaveUrl(target);
	return { target, folder, version_num, outbound_isolated: await isOutboundIsolated(server.pid ?? 0) };
}

async function leaveUrl({ host, port, user, password, database }: ConnectionTarget): Promise<void> {
	const file = join(host, 'url');
	await writeFile(file, `postgresql://${user}:${password}@${encodeURIComponent(host)}:${port}/${database}\n`, {
		flag: 'wx',
		mode: 0o600,
	});
	await chmod(file, 0o600);
}
