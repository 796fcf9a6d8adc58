import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

const statements: Readonly<Record<string, string>> = {
	CreateRoleStmt: 'CREATE ROLE',
	AlterRoleStmt: 'ALTER ROLE',
	DropRoleStmt: 'DROP ROLE',
	GrantRoleStmt: 'GRANT or REVOKE of a role',
};

/** Roles belong to the whole server: no backup of this database holds them, and no comparison of its schema shows them. */
export const clusterObject: Rule = {
	id: 'cluster-object',
	severity: 'hazard',
	remedy: 'Have the server’s DBA do it, and let a preflight check look for the role.',
	find: ({ running }) =>
		findInActs(running, ({ node }) => {
			const what = statements[node.type];
			return what ? `${what} changes the whole server, which neither backup nor comparison covers` : null;
		}),
};
