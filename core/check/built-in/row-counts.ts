import { quoteIdentifier } from '../../sql/quote-identifier.ts';
import { type CompiledCheck, compiled } from './compiled-check.ts';
import { splitTable } from './split-name.ts';

/**
 * Each table has exactly so many rows, all counted in one snapshot.
 * A table that is not there or may not be read, and one whose rows a policy would hide, is an error by itself.
 */
export function compileRowCounts({ tables }: { readonly tables: Readonly<Record<string, number>> }): CompiledCheck {
	const entries = Object.entries(tables);
	const counts = entries.map(([table], index) => {
		const { schema, name } = splitTable(table);
		const expected = `$${2 * index + 2}::pg_catalog.int8`;
		return (
			`SELECT $${2 * index + 1}::pg_catalog.text AS "table", ${expected} AS expected, pg_catalog.count(*) AS found` +
			` FROM ${quoteIdentifier(schema, name)} HAVING pg_catalog.count(*) <> ${expected}`
		);
	});
	return compiled(counts.join('\nUNION ALL '), entries.flat());
}
