import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

export const load: Rule = {
	id: 'load',
	severity: 'error',
	remedy: 'Leave it out: libraries are the work of the server’s DBA.',
	find: ({ running }) =>
		findInActs(running, ({ node }) =>
			node.type === 'LoadStmt' ? 'LOAD brings a library’s code into the server process' : null,
		),
};
