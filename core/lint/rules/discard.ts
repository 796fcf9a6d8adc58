import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

export const discard: Rule = {
	id: 'discard',
	severity: 'error',
	remedy: 'Leave it out.',
	find: ({ running }) =>
		findInActs(running, ({ node }) =>
			node.type === 'DiscardStmt'
				? 'DISCARD resets the runner’s session: its settings, and its lock on the installation'
				: null,
		),
};
