import type { ArchiveEntry } from './parse-archive-list.ts';

interface CountedTable {
	readonly table: string;
	readonly oid: number;
	readonly kind: 'ordinary' | 'partitioned';
	/** The rows of an extension's table come with CREATE EXTENSION. */
	readonly extension: string | null;
}

/**
 * Tables whose rows an archive does not hold, although it should. By OID: the list of an archive quotes no names, and a
 * name may imitate anything.
 */
export function findRowsMissing(tables: readonly CountedTable[], entries: readonly ArchiveEntry[]): string[] {
	const rows = entries.filter(({ catalog, text }) => catalog === 0 && text.startsWith('TABLE DATA '));
	const dumped = new Set(rows.map(({ oid }) => oid));
	return tables
		.filter(({ kind, extension, oid }) => kind === 'ordinary' && extension === null && !dumped.has(oid))
		.map(({ table }) => table);
}
