import type { TableCount } from '../port.ts';

/** Every table of the instant is there with as many rows, and no other. */
export function compareCounts(source: readonly TableCount[], copy: readonly TableCount[]): string[] {
	const found = new Map(copy.map(({ table, count }) => [table, count]));
	const known = new Set(source.map(({ table }) => table));
	return [
		...source
			.filter(({ table, count }) => found.get(table) !== count)
			.map(
				({ table, count }) =>
					`${table}: ${count} rows in the backup's snapshot, ${found.get(table) ?? 'no such table'} restored`,
			),
		...copy.filter(({ table }) => !known.has(table)).map(({ table }) => `${table}: restored, but not in the snapshot`),
	];
}
