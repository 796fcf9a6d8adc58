import { CutterError } from '../../../core/errors/cutter-error.ts';
import type { ConnectionTarget } from '../connection-target.ts';

/**
 * libpq's connection string without the password: it shows in the process list.
 * Always a full string, since a bare database name that holds `=` would be read as one.
 */
export function toConninfo({ host, port, user, database, libpq }: ConnectionTarget): string {
	const parameters = { host, port: String(port), user, dbname: database, ...libpq };
	return Object.entries(parameters)
		.map(([name, value]) => `${name}=${quoteValue(value)}`)
		.join(' ');
}

function quoteValue(value: string): string {
	if (value.includes('\u0000')) throw new CutterError('INVALID_INPUT', 'A connection parameter holds U+0000.');
	return `'${value.replaceAll(/['\\]/g, '\\$&')}'`;
}
