import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

/** NOTIFY passes: it is sent with the commit, and with the commit alone. */
export const listen: Rule = {
	id: 'listen',
	severity: 'error',
	remedy: 'Leave it out: it would outlive the migration on the runner’s own connection.',
	find: ({ running }) =>
		findInActs(running, ({ node: { type } }) =>
			type === 'ListenStmt' || type === 'UnlistenStmt'
				? `${type === 'ListenStmt' ? 'LISTEN' : 'UNLISTEN'} changes the runner’s session`
				: null,
		),
};
