/** One entry of an archive's table of contents, as `pg_restore --list` prints it. */
export interface ArchiveEntry {
	/** By which `pg_restore --use-list` takes it. */
	readonly dump_id: number;
	/** OID of the catalog that the object was read from; 0 for what is no object, such as the rows of a table. */
	readonly catalog: number;
	readonly oid: number;
	/** Kind, schema, name and owner, separated by blanks and not quoted: see `tablesOf`. */
	readonly text: string;
}

/** pg_class */
const catalogOfTables = 1259;
const entryLine = /^(\d+); (\d+) (\d+) (.+)$/;

/** Reads the output of `pg_restore --list`; lines that begin with a semicolon are its remarks. */
export function parseArchiveList(output: string): ArchiveEntry[] {
	return output.split('\n').flatMap((line) => {
		const [, id, catalog, oid, text] = entryLine.exec(line) ?? [];
		if (text === undefined) return [];
		return [{ dump_id: Number(id), catalog: Number(catalog), oid: Number(oid), text }];
	});
}

/** The positions of sequences, one entry each. */
export function sequenceSetsOf(entries: readonly ArchiveEntry[]): ArchiveEntry[] {
	return entries.filter(({ catalog, text }) => catalog === 0 && text.startsWith('SEQUENCE SET '));
}

/** Kinds that pg_restore keeps for the very end: views that copy rows by running a query, and triggers on DDL. */
const last = /^(?:MATERIALIZED VIEW DATA |EVENT TRIGGER |(?:COMMENT|SECURITY LABEL) - EVENT TRIGGER )/;

/** Entries that execute something of the database's own, apart from all others, each in the archive's order. */
export function splitOffLast(entries: readonly ArchiveEntry[]): {
	readonly most: readonly ArchiveEntry[];
	readonly last: readonly ArchiveEntry[];
} {
	return {
		most: entries.filter(({ text }) => !last.test(text)),
		last: entries.filter(({ text }) => last.test(text)),
	};
}

/**
 * Names of a schema's tables in an archive, sorted. The list quotes nothing: with the owners known, the last words of
 * an entry can be told from a name with blanks in it.
 * @param owners every role that may own something
 */
export function tablesOf(entries: readonly ArchiveEntry[], schema: string, owners: readonly string[]): string[] {
	const head = `TABLE ${schema} `;
	const byLength = owners.toSorted((one, other) => other.length - one.length);
	const names = entries
		.filter(({ catalog, text }) => catalog === catalogOfTables && text.startsWith(head))
		.map(({ text }) => withoutOwner(text.slice(head.length), byLength));
	return names.toSorted();
}

function withoutOwner(text: string, owners: readonly string[]): string {
	const owner = owners.find((name) => text.endsWith(` ${name}`));
	return owner === undefined ? text.replace(/ [^ ]*$/, '') : text.slice(0, -owner.length - 1);
}
