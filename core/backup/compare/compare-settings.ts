import type { DatabaseRights } from '../database-rights.ts';
import type { RoleSetting } from '../server-roles.ts';

/**
 * Settings of database and roles are in force in the copy as they are at the source. Values are compared and not shown:
 * a setting may hold a key.
 * @param source in the reach that the clone allows, without those that were left out
 */
export function compareSettings(source: readonly RoleSetting[], copy: readonly RoleSetting[]): string[] {
	const found = new Map(copy.map((setting) => [nameOf(setting), setting.value]));
	return source
		.filter((setting) => found.get(nameOf(setting)) !== setting.value)
		.map((setting) => {
			const whose = setting.role === null ? 'the database' : `the role ${setting.role}`;
			return `setting ${setting.name} of ${whose}: ${found.has(nameOf(setting)) ? 'differs' : 'not restored'}`;
		});
}

function nameOf({ role, in_database, name }: RoleSetting): string {
	return JSON.stringify([role, in_database, name]);
}

/** The database belongs to the same role, and the same roles may use it. */
export function compareRights(source: DatabaseRights, copy: DatabaseRights): string[] {
	const owner = source.owner === copy.owner ? [] : [`the database belongs to ${copy.owner}, not to ${source.owner}`];
	const [expected, found] = [source, copy].map(({ grants }) => new Set(grants.map(describeGrant)));
	const missing = [...(expected ?? [])].filter((grant) => !found?.has(grant));
	const extra = [...(found ?? [])].filter((grant) => !expected?.has(grant));
	return [
		...owner,
		...missing.map((grant) => `${grant}: not restored`),
		...extra.map((grant) => `${grant}: on the clone, but not on production`),
	];
}

function describeGrant({ grantee, privilege, grantable }: DatabaseRights['grants'][number]): string {
	return `${privilege} on the database for ${grantee ?? 'PUBLIC'}${grantable ? ' with grant option' : ''}`;
}
