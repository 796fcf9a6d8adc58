import { backfills } from '../history/backfills.ts';
import type { Rule } from '../rule.ts';

/** Rows that stand keep their NULL, so the backfill finds them; those that come in between are no longer its own. */
export const defaultSetBeforeBackfill: Rule = {
	id: 'default-set-before-backfill',
	severity: 'hazard',
	remedy: 'Set the default after the backfill.',
	find: (plan) =>
		backfills(plan)
			.filter(({ act, table, before }) => before === 'given a default' && plan.history.stands(table, act))
			.map(({ act, table, column }) => ({
				where: act,
				message: `${table}.${column} was given a default before: rows inserted since have it, and this UPDATE looks for NULL${act.inside}`,
			})),
};
