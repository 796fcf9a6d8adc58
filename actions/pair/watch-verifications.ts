import { startActionQueue } from '../../platform/jobs/action-queue.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { performAction } from '../action/perform-action.ts';
import { requireKey } from './sign-run.ts';

/**
 * Serves verifications, and nothing else, until it is told to stop: the verifier as a process of its own, with its own
 * key and its own role. It looks at the subject by that role alone, never through Directus's connection.
 * @throws CutterError SETUP_NEEDED without the verifier's key
 */
export async function watchVerifications(site: Site, stopped: Promise<void>): Promise<void> {
	await requireKey(site, 'verifier');
	const own: Site = {
		...site,
		directus: {
			withSession: (work) => withPooled(site.pool, work),
			clearSchemaCache: async () => undefined,
		},
	};
	const queue = await startActionQueue(site.target, site.log, { serves: ['verifier'], keeps: false }, (id) =>
		performAction(own, id),
	);
	try {
		await stopped;
	} finally {
		await queue.stop();
		await site.pool.end();
	}
}
