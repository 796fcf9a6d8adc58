import { covers } from '../../migration/judge-scope.ts';
import { findInActs } from '../find-in-acts.ts';
import { touchedBy } from '../history/touched.ts';
import type { Rule } from '../rule.ts';

export const scopeForbidden: Rule = {
	id: 'scope-forbidden',
	severity: 'error',
	remedy: 'Leave it alone: the plan promises in scope.forbid that it stays untouched.',
	find: (plan) =>
		findInActs(plan.running, (act) =>
			touchedBy(act, plan)
				.filter(({ kind, name }) =>
					plan.file.scope.forbid.some((pattern) =>
						kind === 'relation' ? covers(pattern, name) : pattern === name || pattern === `${name}.*`,
					),
				)
				.map(({ how }) => `${how}, which scope.forbid names`),
		),
};
