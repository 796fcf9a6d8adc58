import { findInActs } from '../find-in-acts.ts';
import { pendingEvents } from '../history/pending-events.ts';
import type { Rule } from '../rule.ts';

/**
 * A deferred check of a written row waits as an event of its table, and until COMMIT nobody may alter that table.
 * Whether a table has such constraints from before, the database alone knows: that is told as not examined.
 */
export const updateThenAlter: Rule = {
	id: 'update-then-alter',
	severity: 'error',
	remedy: 'Alter first and write afterwards, put SET CONSTRAINTS ALL IMMEDIATE between them, or split the transaction.',
	find: (plan) =>
		findInActs(plan.running, (act) =>
			pendingEvents(plan, act)
				.filter(({ known }) => known)
				.map(
					({ table, writer }) =>
						`${table} has deferred checks waiting since ${writer.at.script.path}:${writer.at.line}: PostgreSQL refuses to alter it before COMMIT`,
				),
		),
};
