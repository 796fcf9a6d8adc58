import { setTimeout as wait } from 'node:timers/promises';
import { type ActionQueue, isQueueMissing, startActionQueue } from '../../platform/jobs/action-queue.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { performAction } from '../action/perform-action.ts';
import { requireKey } from '../key/require-key.ts';

const lookEveryMs = 1_000;

/**
 * Serves verifications, and nothing else, until it is told to stop: the verifier as a process of its own, with its own
 * key and its own role. It looks at the subject by that role alone, never through Directus's connection.
 * @throws CutterError SETUP_NEEDED without the verifier's key
 */
export async function watchVerifications(site: Site, stop: AbortSignal): Promise<void> {
	await requireKey(site, 'verifier');
	const own: Site = {
		...site,
		directus: {
			withSession: (work) => withPooled(site.pool, work),
			clearSchemaCache: async () => undefined,
		},
	};
	const queue = await untilQueue(own, stop);
	if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
	await queue?.stop();
}

/** Directus sets the queue up when it first has something to do; until then there is nothing to serve. */
async function untilQueue(site: Site, stop: AbortSignal): Promise<ActionQueue | null> {
	while (!stop.aborted) {
		try {
			return await startActionQueue(site.target, site.log, { serves: ['verifier'], keeps: false }, (id) =>
				performAction(site, id),
			);
		} catch (error) {
			if (!isQueueMissing(error)) throw error;
			await wait(lookEveryMs);
		}
	}
	return null;
}
