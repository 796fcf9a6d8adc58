import { backfills } from '../history/backfills.ts';
import type { Rule } from '../rule.ts';

/** The mistake that had the first revision of Phase alpha rejected: the column was full before its backfill came. */
export const defaultBeforeBackfill: Rule = {
	id: 'default-before-backfill',
	severity: 'error',
	remedy: 'Add the column without its default, fill it, and set the default last.',
	find: (plan) =>
		backfills(plan)
			.filter(({ before }) => before === 'added with a default')
			.map(({ act, table, column }) => ({
				where: act,
				message: `${table}.${column} was added with a default, so no row has it NULL: this UPDATE changes nothing${act.inside}`,
			})),
};
