import type { SchemaSnapshot } from '../snapshot/schema-snapshot.ts';
import type { TableCount } from './port.ts';

export interface SubjectPicture {
	readonly counts: readonly TableCount[];
	readonly schema: SchemaSnapshot;
}

/**
 * Compares a restored copy with the instant its backup was taken: every table's exact count, and the inventory of
 * objects by kind and name. Definitions are not compared as text: once restored, PostgreSQL prints some of them otherwise.
 */
export function compareRestored(
	source: SubjectPicture,
	copy: SubjectPicture,
): { readonly reasons: string[]; readonly tables: number } {
	return {
		reasons: [...compareCounts(source.counts, copy.counts), ...compareInventories(source.schema, copy.schema)],
		tables: source.counts.length,
	};
}

function compareCounts(source: readonly TableCount[], copy: readonly TableCount[]): string[] {
	const found = new Map(copy.map(({ table, count }) => [table, count]));
	const wrong = source.filter(({ table, count }) => found.get(table) !== count);
	const known = new Set(source.map(({ table }) => table));
	const extra = copy.filter(({ table }) => !known.has(table));
	return [
		...wrong.map(
			({ table, count }) =>
				`${table}: ${count} rows in the backup's snapshot, ${found.get(table) ?? 'no such table'} restored`,
		),
		...extra.map(({ table }) => `${table}: restored, but not in the snapshot`),
	];
}

function compareInventories(source: SchemaSnapshot, copy: SchemaSnapshot): string[] {
	const [one, other] = [inventory(source), inventory(copy)];
	return [
		...[...one].filter((object) => !other.has(object)).map((object) => `${object}: not restored`),
		...[...other].filter((object) => !one.has(object)).map((object) => `${object}: restored, but not in the snapshot`),
	];
}

function inventory({ objects }: SchemaSnapshot): Set<string> {
	return new Set(objects.map(({ kind, name }) => `${kind} ${name}`));
}
