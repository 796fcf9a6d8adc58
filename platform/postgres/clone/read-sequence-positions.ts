import { z } from 'zod';
import type { SequencePosition } from '../../../core/backup/parse-sequence-sets.ts';
import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../session.ts';
import { withPinnedSettings } from '../snapshot/with-pinned-settings.ts';

const perQuery = 50;
const resolvedRow = z.object({ given: z.string(), sequence: z.string(), schema: z.string(), name: z.string() });
const positionRow = z.object({ place: z.int(), last_value: z.string(), is_called: z.boolean() });

// As names, not as text: pg_dump and the server may quote one of them otherwise.
const resolve = `
	SELECT given.name AS given, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS sequence,
		n.nspname::text AS schema, c.relname::text AS name
	FROM unnest($1::text[]) given(name)
	JOIN pg_catalog.pg_class c ON c.oid = to_regclass(given.name) AND c.relkind = 'S'
	JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`;

export interface FoundSequences {
	/** The wanted positions under the names that the server gives the sequences. */
	readonly wanted: readonly SequencePosition[];
	/** Where they stand here; those that do not exist are left out. */
	readonly found: readonly SequencePosition[];
}

/** Reads where the sequences of an archive stand in a restored copy, inside the caller's transaction. */
export async function readSequencePositions(
	session: Session,
	wanted: readonly SequencePosition[],
): Promise<FoundSequences> {
	const { rows } = await withPinnedSettings(session, () =>
		session.query(resolve, [wanted.map(({ sequence }) => sequence)]),
	);
	const resolved = rows.map((row) => resolvedRow.parse(row));
	const names = new Map(resolved.map(({ given, sequence }) => [given, sequence]));
	const found: SequencePosition[] = [];
	for (let start = 0; start < resolved.length; start += perQuery)
		found.push(...(await readBatch(session, resolved.slice(start, start + perQuery))));
	return {
		wanted: wanted.map((position) => ({ ...position, sequence: names.get(position.sequence) ?? position.sequence })),
		found,
	};
}

async function readBatch(session: Session, batch: readonly z.infer<typeof resolvedRow>[]): Promise<SequencePosition[]> {
	const selects = batch.map(
		({ schema, name }, place) =>
			`SELECT ${place} AS place, last_value::text AS last_value, is_called FROM ${quoteIdentifier(schema, name)}`,
	);
	const { rows } = await session.query(selects.join(' UNION ALL '));
	return rows
		.map((row) => positionRow.parse(row))
		.flatMap(({ place, last_value, is_called }) => {
			const one = batch[place];
			return one ? [{ sequence: one.sequence, last_value, is_called }] : [];
		});
}
