import { findInActs } from '../find-in-acts.ts';
import type { Rule } from '../rule.ts';

const statements: Readonly<Record<string, string>> = {
	CreateSubscriptionStmt: 'CREATE SUBSCRIPTION',
	AlterSubscriptionStmt: 'ALTER SUBSCRIPTION',
	DropSubscriptionStmt: 'DROP SUBSCRIPTION',
};

/** A rehearsal that dropped a subscription would drop production's own slot at the publisher. */
export const subscription: Rule = {
	id: 'subscription',
	severity: 'error',
	remedy: 'Do it outside the migration: a subscription works on another server, which no rollback reaches.',
	find: ({ running }) =>
		findInActs(running, ({ node }) => {
			const what = statements[node.type];
			return what ? `${what} acts on the publisher’s server` : null;
		}),
};
