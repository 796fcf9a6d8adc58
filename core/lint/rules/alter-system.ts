import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

export const alterSystem: Rule = {
	id: 'alter-system',
	severity: 'error',
	remedy: 'Leave it out: settings of the server are the work of its DBA.',
	find: ({ running }) =>
		findInActs(running, ({ node }) =>
			node.type === 'AlterSystemStmt'
				? 'ALTER SYSTEM writes the server’s configuration, and no rollback undoes that'
				: null,
		),
};
