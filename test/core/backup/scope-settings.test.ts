import { describe, expect, it } from 'vitest';
import { scopeSettings } from '../../../core/backup/scope-settings.ts';
import type { RoleSetting } from '../../../core/backup/server-roles.ts';

const setting = (role: string | null, in_database: boolean, value: string): RoleSetting => ({
	role,
	in_database,
	name: 'work_mem',
	value,
});
const scope = (settings: RoleSetting[], configured: Record<string, string> = {}) =>
	scopeSettings(settings, new Map(Object.entries(configured))).map(
		({ role, in_database, value }) => `${role ?? 'all'} ${in_database ? 'here' : 'everywhere'} ${value}`,
	);

describe('the settings of a clone on a server of others', () => {
	it.each<[string, RoleSetting[], Record<string, string>, string[]]>([
		['those of a role hold in the clone alone', [setting('a', false, '1')], {}, ['a here 1']],
		['those of all roles become the database’s', [setting(null, false, '2')], {}, ['all here 2']],
		[
			'those of all roles yield to the database’s own',
			[setting(null, false, '2'), setting(null, true, '3')],
			{},
			['all here 3'],
		],
		[
			'those of a role yield to its own in the database',
			[setting('a', false, '1'), setting('a', true, '4')],
			{},
			['a here 4'],
		],
		['another role’s stay', [setting('a', false, '1'), setting('b', true, '4')], {}, ['b here 4', 'a here 1']],
		['those of the configuration come last', [setting(null, false, '2')], { work_mem: '5' }, ['all here 2']],
		['those of the configuration become the database’s', [], { work_mem: '5' }, ['all here 5']],
	])('%s', (_, settings, configured, scoped) => {
		expect(scope(settings, configured)).toEqual(scoped);
	});
});
