import { CutterError } from '../../../core/errors/cutter-error.ts';
import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import { type ConnectionTarget, inDatabase } from '../connection-target.ts';
import { withClient } from '../with-client.ts';
import { type DatabaseLocale, readDatabaseLocale } from './database-locale.ts';
import { quoteLiterals } from './quote-literals.ts';

/**
 * Creates an empty database of production's encoding and locale on a clone, from template0: template1 may hold more.
 * Reads back that it has them.
 * @param locale of the database to be restored
 * @param clone a login that may create databases
 * @returns the same login in the new database
 * @throws CutterError GATE_NOT_MET where the server lacks the locale
 */
export async function createCloneDatabase(
	locale: DatabaseLocale,
	clone: ConnectionTarget,
	name: string,
): Promise<ConnectionTarget> {
	const options = localeOptions(locale);
	await withClient(clone, 'dot-iu-cutter clone', async (session) => {
		const values = await quoteLiterals(
			session,
			options.map(([, value]) => value),
		);
		const clauses = options.map(([option], index) => `${option} ${values[index]}`).join(' ');
		await session
			.query(`CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE template0 ${clauses}`)
			.catch((cause: unknown) => {
				throw refused(locale, cause);
			});
	});
	const target = inDatabase(clone, name);
	await withClient(target, 'dot-iu-cutter clone', async (session) => {
		assertSameLocale(locale, await readDatabaseLocale(session));
	});
	return target;
}

/** What CREATE DATABASE decides for good; the rest are settings. */
const fixedMarks = ['encoding', 'provider', 'lc_collate', 'lc_ctype', 'locale', 'icu_rules'] as const;

function assertSameLocale(production: DatabaseLocale, clone: DatabaseLocale): void {
	const wrong = fixedMarks.filter((mark) => production[mark] !== clone[mark]);
	if (wrong.length === 0) return;
	throw new CutterError('GATE_NOT_MET', `The clone's database differs from production's in ${wrong.join(', ')}.`, {
		production,
		clone,
	});
}

function refused(locale: DatabaseLocale, cause: unknown): CutterError {
	const why = cause instanceof Error ? cause.message : String(cause);
	const what = [locale.encoding, locale.provider, locale.lc_collate, locale.lc_ctype, locale.locale].filter(Boolean);
	return new CutterError(
		'GATE_NOT_MET',
		`The restore server cannot make a database like production's (${what.join(', ')}): ${why}.`,
		{ locale },
	);
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
