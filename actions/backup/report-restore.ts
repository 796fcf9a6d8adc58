import type { TableCount } from '../../core/backup/port.ts';
import type { RestoreProgress } from '../../platform/postgres/clone/watch-restore.ts';
import type { ActionContext } from '../run/action-context.ts';

/** Where in the whole of a restore test the restore begins and ends. */
const [from, to] = [0.2, 0.75];

/**
 * Tells how far a restore has come, by bytes and by tables.
 * @param sourceBytes size of the source on disk: a copy is smaller by what is dead in it, so it never quite gets there
 */
export function reportRestore(
	{ report }: ActionContext,
	counts: readonly TableCount[],
	sourceBytes: number,
): (progress: RestoreProgress) => void {
	const holding = counts.filter(({ count }) => count > 0).length;
	return ({ bytes, filled, copying }) => {
		const share = Math.min(1, bytes / Math.max(sourceBytes, 1));
		const now = copying.length > 0 ? `; now ${copying.join(', ')}` : '';
		report({
			step: 'restore test',
			fraction: from + (to - from) * share,
			detail: `${inMegabytes(bytes)} of about ${inMegabytes(sourceBytes)} MB, ${Math.min(filled, holding)} of ${holding} tables filled${now}`,
		});
	};
}

function inMegabytes(bytes: number): number {
	return Math.round(bytes / 1e6);
}
