import { z } from 'zod';
import type { Session } from '../session.ts';

/** What a restored database needs to have in common with production before its first row: order and encoding of text. */
export interface DatabaseLocale {
	readonly encoding: string;
	readonly provider: 'libc' | 'icu' | 'builtin';
	readonly lc_collate: string;
	readonly lc_ctype: string;
	/** The locale of another provider than libc. */
	readonly locale: string | null;
	readonly icu_rules: string | null;
	/** Reads amounts of type money; the text in a dump depends on it. */
	readonly lc_monetary: string;
	readonly lc_numeric: string;
	readonly lc_time: string;
}

const localeRow = z.object({
	encoding: z.string(),
	provider: z.enum(['c', 'i', 'b']),
	lc_collate: z.string(),
	lc_ctype: z.string(),
	locale: z.string().nullable(),
	icu_rules: z.string().nullable(),
	lc_monetary: z.string(),
	lc_numeric: z.string(),
	lc_time: z.string(),
});
const providers = { c: 'libc', i: 'icu', b: 'builtin' } as const;

// Columns came with 15 (provider, daticulocale), 16 (daticurules) and 17 (datlocale): as JSON a missing one is null.
const readLocale = `
	SELECT pg_encoding_to_char(d.encoding) AS encoding, coalesce(j->>'datlocprovider', 'c') AS provider,
		d.datcollate AS lc_collate, d.datctype AS lc_ctype, coalesce(j->>'datlocale', j->>'daticulocale') AS locale,
		j->>'daticurules' AS icu_rules, current_setting('lc_monetary') AS lc_monetary,
		current_setting('lc_numeric') AS lc_numeric, current_setting('lc_time') AS lc_time
	FROM pg_catalog.pg_database d, to_jsonb(d) j WHERE d.datname = current_database()`;

/** Reads encoding and locale of the database that the session is in. */
export async function readDatabaseLocale(session: Session): Promise<DatabaseLocale> {
	const { rows } = await session.query(readLocale);
	const row = localeRow.parse(rows[0]);
	return { ...row, provider: providers[row.provider] };
}

/** Encoding and locale of a new cluster's own databases. */
export function initdbLocaleArgs(locale: DatabaseLocale): string[] {
	return [
		`--encoding=${locale.encoding}`,
		`--lc-collate=${locale.lc_collate}`,
		`--lc-ctype=${locale.lc_ctype}`,
		`--lc-monetary=${locale.lc_monetary}`,
		`--lc-numeric=${locale.lc_numeric}`,
		`--lc-time=${locale.lc_time}`,
		// Messages are classified by their English text.
		'--lc-messages=C',
	];
}
