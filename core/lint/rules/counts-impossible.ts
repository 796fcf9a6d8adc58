import { makesFirst } from '../history/makes-first.ts';
import type { Rule } from '../rule.ts';

/** Rows are counted before the first step. */
export const countsImpossible: Rule = {
	id: 'counts-impossible',
	severity: 'error',
	remedy: 'Count the new table in the step’s validate, or in verify.',
	find: (plan) =>
		plan.file.expect.counts.flatMap(({ table }, index) => {
			const maker = makesFirst(plan, table);
			if (!maker) return [];
			const message = `${table} is counted before the first step, and step ${maker} makes it: the gate could never pass`;
			return [{ where: ['expect', 'counts', index, 'table'], message }];
		}),
};
