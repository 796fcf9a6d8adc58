import { z } from 'zod';
import type { Session } from '../session.ts';

/** Settings that decide what a value means or how a statement behaves; those of speed and space are a clone's own. */
const meaningful = [
	'TimeZone',
	'DateStyle',
	'IntervalStyle',
	'default_text_search_config',
	'default_toast_compression',
	'default_transaction_isolation',
	'array_nulls',
	'transform_null_equals',
	'extra_float_digits',
	'bytea_output',
	'xmlbinary',
	'xmloption',
	'lo_compat_privileges',
	'lc_monetary',
	'lc_numeric',
	'lc_time',
];

// Sources below those of database and role, which are copied by themselves.
const readSettings = `
	SELECT name, setting AS value FROM pg_catalog.pg_settings
	WHERE name = ANY ($1::text[])
		AND source IN ('configuration file', 'command line', 'environment variable', 'global', 'override')
	ORDER BY name`;

/** What the server's own configuration says of settings that a restored copy has to have in common with it. */
export async function readServerSettings(session: Session): Promise<ReadonlyMap<string, string>> {
	const { rows } = await session.query(readSettings, [meaningful]);
	const settings = rows.map((row) => z.object({ name: z.string(), value: z.string() }).parse(row));
	return new Map(settings.map(({ name, value }) => [name, value]));
}
