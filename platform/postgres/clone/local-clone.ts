import { CutterError } from '../../../core/errors/cutter-error.ts';
import { readFolderSpace } from '../../artifacts/read-folder-space.ts';
import type { PgPrograms } from '../programs/find-programs.ts';
import { withClient } from '../with-client.ts';
import { assertExtensionsOffered } from './assert-extensions-offered.ts';
import { assertOtherServer } from './assert-other-server.ts';
import type { Clone, CloneEnd, CloneOrder, CloneProvider, CloneSweep, Removal } from './clone-provider.ts';
import { createCloneDatabase } from './create-clone-database.ts';
import { createRoles } from './create-roles.ts';
import { giveDatabaseRights } from './database-rights.ts';
import { type LocalCluster, withLocalCluster } from './local-cluster.ts';
import { planRoles } from './plan-roles.ts';
import { sweepOrphanedClusters } from './sweep-orphaned-clusters.ts';
import type { Teardown } from './tear-down-cluster.ts';

const kind = 'local-cluster';

export interface LocalClones {
	readonly programs: PgPrograms;
	/** A folder that takes a copy of the database, and that unprivileged accounts can enter. */
	readonly root: string;
}

/** Clones as clusters of our own on this machine: initdb, a private socket, no network where the system allows it. */
export function localClones({ programs, root }: LocalClones): CloneProvider {
	return {
		kind,
		withClone: (order, work) => withLocalClone({ programs, root }, order, work),
		sweep: () => sweepLocalClones(root),
	};
}

async function withLocalClone<Result>(
	{ programs, root }: LocalClones,
	order: CloneOrder,
	work: (clone: Clone) => Promise<Result>,
): Promise<CloneEnd<Result>> {
	await assertRoom(root, order.source.size_bytes);
	const { owner, keep, signal, source } = order;
	const settings = Object.fromEntries([...source.settings].filter(([name]) => !name.startsWith('lc_')));
	const cluster = { programs, root, owner, keep, signal, locale: source.locale, settings };
	const { value, teardown } = await withLocalCluster(cluster, async (lent) => {
		const clone = await makeClone(lent, order);
		return { place: clone.place, result: await work(clone) };
	});
	return { value: value.result, removal: teardown && describeRemoval(value.place, teardown) };
}

async function makeClone({ target, folder, outbound_isolated }: LocalCluster, order: CloneOrder): Promise<Clone> {
	const { source, login } = order;
	const { server, exceptions, passwords } = await withClient(target, 'dot-iu-cutter clone', async (session) => {
		const identity = await assertOtherServer(session, source.identity);
		await assertExtensionsOffered(session, source.extensions);
		const roles = await planRoles(session, order);
		return { server: identity, exceptions: roles.exceptions, passwords: await createRoles(session, roles, { login }) };
	});
	const superuser = await createCloneDatabase(source.locale, target, source.identity.database);
	await withClient(superuser, 'dot-iu-cutter clone', (session) =>
		giveDatabaseRights(session, source.rights, superuser.database),
	);
	const logins = new Map([...passwords].map(([user, password]) => [user, { ...superuser, user, password }]));
	return { kind, place: folder, superuser, logins, server, outbound_isolated, own_server: true, exceptions };
}

/** @throws CutterError GATE_NOT_MET: to find it out by a full disk would take others down too */
async function assertRoom(root: string, needed: number): Promise<void> {
	const free = await readFolderSpace(root);
	if (free !== null && free > needed) return;
	const [has, needs] = [free ?? 0, needed].map((bytes) => `${Math.round(bytes / 1e6)} MB`);
	throw new CutterError(
		'GATE_NOT_MET',
		free === null
			? `The clones' folder ${root} is missing or not writable: create it, or set CUTTER_CLONES_DIR.`
			: `The clones' folder ${root} has ${has} free; a copy of the database takes about ${needs}. Set CUTTER_CLONES_DIR.`,
		{ root, free, needed },
	);
}

/** Removes clusters whose owner died; needs none of PostgreSQL's programs. */
export async function sweepLocalClones(root: string): Promise<CloneSweep> {
	const { removed, left } = await sweepOrphanedClusters({ root });
	return {
		removed: removed.map(({ folder, lease, teardown }) => ({
			owner: { installationId: lease.installation_id, runId: lease.run_id },
			removal: describeRemoval(folder, teardown),
		})),
		left: left.map(({ folder, reason }) => ({ place: folder, reason })),
	};
}

function describeRemoval(place: string, teardown: Teardown): Removal {
	return { kind, place, gone: teardown, roles: [] };
}
