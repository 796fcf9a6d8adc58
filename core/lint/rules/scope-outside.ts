import { covers } from '../../migration/judge-scope.ts';
import { findInActs } from '../find-in-acts.ts';
import { type Touched, touchedBy } from '../history/touched.ts';
import type { Rule } from '../rule.ts';

/** The runner's proof is the locks that the transaction holds; this says beforehand what it would find. */
export const scopeOutside: Rule = {
	id: 'scope-outside',
	severity: 'error',
	remedy: 'Declare it in scope.allow, for those who sign, or leave it alone.',
	find: (plan) =>
		findInActs(plan.running, (act) =>
			touchedBy(act, plan)
				.filter((touched) => !isAllowed(touched, plan.file.scope.allow))
				.map(({ how }) => `${how}, which scope.allow does not cover`),
		),
};

/** A schema is allowed with any of its tables: `store.box` cannot be made without `store`. */
function isAllowed({ kind, name }: Touched, allow: readonly string[]): boolean {
	return allow.some((pattern) =>
		kind === 'relation' ? covers(pattern, name) : pattern === name || pattern.startsWith(`${name}.`),
	);
}
