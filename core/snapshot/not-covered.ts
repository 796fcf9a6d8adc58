import type { NotCovered } from './schema-snapshot.ts';

/**
 * What no snapshot describes, and why. The list is part of every snapshot: what is missing is said, never just absent.
 * @param largeObjects how many the database holds
 */
export function listNotCovered(largeObjects: number): NotCovered[] {
	return [
		{
			kind: 'large object',
			count: largeObjects,
			reason: 'data, like rows: they come and go without a change of schema',
		},
		...withoutCount.map(([kind, reason]) => ({ kind, count: null, reason })),
	];
}

const withoutCount: readonly (readonly [kind: string, reason: string])[] = [
	['role, membership, tablespace, parameter privilege', 'they belong to the server, not to one of its databases'],
	['setting of the server, and of a role in all databases', 'they belong to the server, not to one of its databases'],
	['replication slot and origin', 'they belong to the server, not to one of its databases'],
	[
		'option of a user mapping',
		'PostgreSQL shows it to its owner and to superusers only, and it may be a password; a description may not depend on who looks',
	],
	['connection string of a subscription', 'PostgreSQL shows it to superusers only, and it may hold a password'],
	[
		'value of an option or setting that may be a secret',
		'options named like passwords, keys or tokens, and settings with a dot in their name, are described by name',
	],
	[
		'definition of what an extension brought along',
		"the extension's version stands for it; its number of members and changed privileges are described",
	],
	[
		'definition of what PostgreSQL brought along',
		"the server's version stands for it; what was added to its schemas and changed privileges are described by name",
	],
	[
		'whether a child table declares for itself what it inherits',
		'columns and constraints are described as they hold; pg_dump does not keep the difference for partitions',
	],
	['order of columns, position of a sequence, statistics of the planner', 'physical, or data'],
];
