import { CutterError } from '../../core/errors/cutter-error.ts';
import { type HostContext, openSite } from '../../platform/directus/open-site.ts';
import { type ActionQueue, startActionQueue } from '../../platform/jobs/action-queue.ts';
import { readControlState } from '../../platform/postgres/control/read-control-state.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { performAction } from '../action/perform-action.ts';
import { reconcileActions } from '../action/reconcile-actions.ts';
import { sweepClones } from '../backup/sweep-clones.ts';
import { holdsKey } from '../key/require-key.ts';

/** What all entries of the bundle share in one Directus process. */
export interface Runtime {
	readonly site: Site;
	/** Starts the worker on first use. @throws CutterError SETUP_NEEDED before `init` */
	queue(): Promise<ActionQueue>;
	/** @throws CutterError SETUP_NEEDED before `init` */
	assertSetUp(): Promise<void>;
}

const reconcileEveryMs = 5_000;
/** Outlives a hot reload, which leaves the old module and its worker behind. */
const key = Symbol.for('dot-iu-cutter.runtime');
const shared = globalThis as { [key]?: { version: string; runtime: Promise<Runtime>; stop: () => Promise<void> } };

/** The process's one runtime; the first entry to ask opens it. A failure is not kept: a corrected environment is read anew. */
export function getRuntime(host: HostContext): Promise<Runtime> {
	const running = shared[key];
	if (running?.version === import.meta.url) return running.runtime;
	const opened = running ? running.stop().then(() => open(host)) : open(host);
	const entry = {
		version: import.meta.url,
		runtime: opened.then(({ runtime }) => runtime),
		stop: async () => (await opened).stop(),
	};
	shared[key] = entry;
	entry.runtime.catch(() => {
		if (shared[key] === entry) delete shared[key];
	});
	return entry.runtime;
}

async function open(host: HostContext): Promise<{ runtime: Runtime; stop: () => Promise<void> }> {
	const site = await openSite(host);
	let queue: Promise<ActionQueue> | undefined;
	let timer: NodeJS.Timeout | undefined;
	const start = async (): Promise<ActionQueue> => {
		await assertSetUp(site);
		const serves = (await holdsKey(site, 'verifier')) ? (['executor', 'verifier'] as const) : (['executor'] as const);
		const started = await startActionQueue(site.target, site.log, { serves, keeps: true }, (id) =>
			performAction(site, id),
		);
		const reconcile = () =>
			reconcileActions(site, started).catch((error: Error) => site.log.warn(`reconciling actions: ${error.message}`));
		await reconcile();
		timer = setInterval(reconcile, reconcileEveryMs).unref();
		await sweepClones(site);
		return started;
	};
	const runtime: Runtime = {
		site,
		assertSetUp: () => assertSetUp(site),
		queue: () => {
			queue ??= start().catch((error: unknown) => {
				queue = undefined;
				throw error;
			});
			return queue;
		},
	};
	const stop = async () => {
		clearInterval(timer);
		await (await queue)?.stop();
		await site.pool.end();
	};
	return { runtime, stop };
}

async function assertSetUp(site: Site): Promise<void> {
	const { version, approvals } = await withPooled(site.pool, readControlState);
	if (version > 0 && approvals) return;
	throw new CutterError(
		'SETUP_NEEDED',
		'The bundle is not set up in this database yet. On the server: directus cutter init --label <name> --sovereign <email>.',
	);
}
