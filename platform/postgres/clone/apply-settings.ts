import type { RoleSetting } from '../../../core/backup/server-roles.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../session.ts';
import { quoteLiterals } from './quote-literals.ts';
import { splitNameList } from './split-name-list.ts';

/** Settings whose value is a list of names, each quoted by itself; PostgreSQL keeps this list closed (GUC_LIST_QUOTE). */
const nameLists = ['search_path', 'temp_tablespaces'];
/** They load code at login, which a clone does not run; `shared_…` cannot be set here at all. */
const loadsCode = /^(?:local|session|shared)_preload_libraries$/;

/**
 * Gives a restored database production's settings of database and roles, which no dump carries.
 * After the restore, never before: a read-only default or another date style would change what is restored.
 * @param session as the clone's superuser
 * @param settings in the reach that this clone allows: `scopeSettings`
 * @returns the settings that were left out because they load code
 * @throws CutterError GATE_NOT_MET for a setting that the clone's server refuses: a rehearsal without it proves less
 */
export async function applySettings(
	session: Session,
	settings: readonly RoleSetting[],
	database: string,
): Promise<RoleSetting[]> {
	for (const setting of settings.filter(({ name }) => !loadsCode.test(name))) {
		const statement = await settingStatement(session, setting, database);
		await session.query(statement).catch((cause: unknown) => {
			throw refused(setting, cause);
		});
	}
	return settings.filter(({ name }) => loadsCode.test(name));
}

async function settingStatement(
	session: Session,
	{ role, in_database, name, value }: RoleSetting,
	database: string,
): Promise<string> {
	const values = nameLists.includes(name) ? splitNameList(value) : [value];
	// An empty list has no names to write; its one spelling is the empty text.
	const literals = await quoteLiterals(session, values.length === 0 ? [''] : values);
	return `${subject(role, in_database, database)} SET ${quoteIdentifier(name)} TO ${literals.join(', ')}`;
}

function subject(role: string | null, inDatabase: boolean, database: string): string {
	if (role === null) return inDatabase ? `ALTER DATABASE ${quoteIdentifier(database)}` : 'ALTER ROLE ALL';
	const where = inDatabase ? ` IN DATABASE ${quoteIdentifier(database)}` : '';
	return `ALTER ROLE ${quoteIdentifier(role)}${where}`;
}

function refused({ role, in_database, name }: RoleSetting, cause: unknown): CutterError {
	const whose = role === null ? 'the database' : `the role ${role}`;
	const why = cause instanceof Error ? cause.message : String(cause);
	return new CutterError('GATE_NOT_MET', `Production sets ${name} for ${whose}, and the clone refuses it: ${why}.`, {
		role,
		in_database,
		name,
	});
}
