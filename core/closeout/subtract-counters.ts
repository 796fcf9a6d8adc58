import type { CloseoutReport } from '../../contract/closeout-report.ts';

/** How often rows of a table were written since the server's statistics were last reset. */
export interface WriteCounters {
	readonly table: string;
	readonly inserted: number;
	readonly updated: number;
	readonly deleted: number;
}

type Written = CloseoutReport['production']['written_by_others'];

/**
 * Tables that were written to between two readings. A counter that fell was reset, or its table made anew; what it shows
 * counts from there.
 */
export function subtractCounters(before: readonly WriteCounters[], after: readonly WriteCounters[]): Written {
	const known = new Map(before.map((counters) => [counters.table, counters]));
	return after
		.map(({ table, inserted, updated, deleted }) => {
			const old = known.get(table) ?? { inserted: 0, updated: 0, deleted: 0 };
			return {
				table,
				inserted: grown(old.inserted, inserted),
				updated: grown(old.updated, updated),
				deleted: grown(old.deleted, deleted),
			};
		})
		.filter(({ inserted, updated, deleted }) => inserted + updated + deleted > 0);
}

function grown(before: number, after: number): number {
	return after >= before ? after - before : after;
}
