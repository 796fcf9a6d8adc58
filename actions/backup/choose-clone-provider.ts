import type { CloneProvider, CloneSweep } from '../../platform/postgres/clone/clone-provider.ts';
import { localClones, sweepLocalClones } from '../../platform/postgres/clone/local-clone.ts';
import { remoteClones } from '../../platform/postgres/clone/remote/remote-clone.ts';
import { parseConnectionUrl } from '../../platform/postgres/connection-target.ts';
import type { PgPrograms } from '../../platform/postgres/programs/find-programs.ts';
import type { Site } from '../../platform/site.ts';

/** What a restored copy is for: a rehearsal runs statements on it, a restore test only looks. */
export type ClonePurpose = 'restore-test' | 'rehearsal';

/** The server that somebody provides for this purpose, or for the other one; null: a cluster of our own. */
export function remoteUrlFor({ env }: Site, purpose: ClonePurpose): string | null {
	const [first, other] =
		purpose === 'rehearsal' ? [env.REHEARSAL_URL, env.RESTORE_URL] : [env.RESTORE_URL, env.REHEARSAL_URL];
	return first ?? other ?? null;
}

export function chooseCloneProvider(site: Site, purpose: ClonePurpose, programs: PgPrograms): CloneProvider {
	const url = remoteUrlFor(site, purpose);
	return url === null ? localClones({ programs, root: site.env.CLONES_DIR }) : remoteProvider(site, url);
}

/** One for each place where a clone may have been left behind. */
export function listCloneSweeps(site: Site): (() => Promise<CloneSweep>)[] {
	const urls = new Set([site.env.RESTORE_URL, site.env.REHEARSAL_URL].filter((url) => url !== undefined));
	return [
		() => sweepLocalClones(site.env.CLONES_DIR),
		...[...urls].map((url) => async () => remoteProvider(site, url).sweep()),
	];
}

function remoteProvider(site: Site, url: string): CloneProvider {
	return remoteClones({
		login: parseConnectionUrl(url),
		lockWaitMs: site.env.LOCK_TIMEOUT_MS,
		now: () => new Date(),
	});
}
