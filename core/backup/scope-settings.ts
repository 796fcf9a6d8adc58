import type { RoleSetting, ServerRoles } from './server-roles.ts';

/**
 * Production's settings for a clone on a server that others use too: what holds there for every database is made to
 * hold in the clone's alone. Nearest wins, as PostgreSQL has it: role in database, role, database, all, configuration.
 * @param configured what production's server configuration says
 */
export function scopeSettings(
	settings: ServerRoles['settings'],
	configured: ReadonlyMap<string, string>,
): RoleSetting[] {
	const inDatabase = settings.filter(({ in_database }) => in_database);
	const everywhere = settings.filter(({ in_database }) => !in_database);
	const server = [...configured].map(([name, value]): RoleSetting => ({ role: null, in_database: false, name, value }));
	const scoped = [...inDatabase];
	for (const setting of [...everywhere, ...server]) {
		if (!scoped.some((nearer) => nearer.role === setting.role && nearer.name === setting.name))
			scoped.push({ ...setting, in_database: true });
	}
	return scoped;
}
