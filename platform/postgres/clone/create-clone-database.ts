import { type ConnectionTarget, inDatabase } from '../connection-target.ts';
import { quoteIdentifier } from '../quote-identifier.ts';
import type { Session } from '../session.ts';
import { withClient } from '../with-client.ts';
import { type DatabaseLocale, readDatabaseLocale } from './database-locale.ts';
import { quoteLiterals } from './quote-literals.ts';

/**
 * Creates an empty database of production's encoding and locale on a clone, from template0: template1 may hold more.
 * @param production a session in the database to be restored
 * @param clone superuser of the clone
 * @returns the same superuser in the new database
 */
export async function createCloneDatabase(
	production: Session,
	clone: ConnectionTarget,
	name: string,
): Promise<ConnectionTarget> {
	const options = localeOptions(await readDatabaseLocale(production));
	await withClient(clone, 'dot-iu-cutter clone', async (session) => {
		const values = await quoteLiterals(
			session,
			options.map(([, value]) => value),
		);
		const clauses = options.map(([option], index) => `${option} ${values[index]}`).join(' ');
		await session.query(`CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE template0 ${clauses}`);
	});
	return inDatabase(clone, name);
}

function localeOptions(locale: DatabaseLocale): [option: string, value: string][] {
	const options: [string, string][] = [
		['ENCODING', locale.encoding],
		['LC_COLLATE', locale.lc_collate],
		['LC_CTYPE', locale.lc_ctype],
	];
	// Before 15 there was one provider and no word for it.
	if (locale.provider !== 'libc') options.push(['LOCALE_PROVIDER', locale.provider]);
	if (locale.provider === 'icu') options.push(['ICU_LOCALE', locale.locale ?? '']);
	if (locale.provider === 'builtin') options.push(['BUILTIN_LOCALE', locale.locale ?? '']);
	if (locale.icu_rules !== null) options.push(['ICU_RULES', locale.icu_rules]);
	return options;
}
